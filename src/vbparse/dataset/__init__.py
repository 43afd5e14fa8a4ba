"""The dataset on disk: its schemas, how it is written, read back and checked."""

from vbparse.dataset.checks import Problem, check
from vbparse.dataset.distinct import distinct_ids
from vbparse.dataset.loader import Dataset, load
from vbparse.dataset.schemas import SPECS, TableSpec
from vbparse.dataset.writer import check_target, write_dataset
from vbparse.document import CrossDocument

__all__ = [
    "SPECS",
    "CrossDocument",
    "Dataset",
    "Problem",
    "TableSpec",
    "check",
    "check_target",
    "distinct_ids",
    "load",
    "write_dataset",
]

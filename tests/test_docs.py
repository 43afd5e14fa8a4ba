"""The documents for people are true: what they list is all there is, and every example gives what they say it gives.

An example is a fenced block. `console`: lines with `$ ` are commands, the lines under them their output. `python`: code
for a notebook, the value of a last expression printed; a `text` block right under it is its output. In an output `…`
stands for anything on a line, and alone on a line for any lines. `sh` blocks are not run (installing).
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from typer.main import get_command

import vbparse
from vbparse import cli, diagnostics, model
from vbparse.dataset import SPECS, problem

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src/vbparse"
README, README_VI, ARCHITECTURE = "README.md", "README.vi.md", "ARCHITECTURE.md"
CHANGELOG, MANUAL, TUTORIAL = "CHANGELOG.md", "docs/manual.md", "docs/tutorial.md"
DOCUMENTS = (README, README_VI, ARCHITECTURE, CHANGELOG, MANUAL, TUTORIAL)

# The rooms of the house from the ground up: room -> (its modules and packages, the rooms it may import from).
ROOMS: dict[str, tuple[set[str], set[str]]] = {
    "tape": ({"tape"}, set()),
    "errors": ({"errors"}, set()),
    "model": ({"model"}, {"tape"}),
    "lexicon": ({"lexicon"}, {"model"}),
    "document": ({"document", "diagnostics"}, {"tape", "model", "lexicon"}),
    "readers": ({"readers"}, {"tape", "errors", "model", "lexicon"}),
    "structure": ({"structure"}, {"tape", "model", "lexicon", "document"}),
    "facts": ({"facts"}, {"tape", "model", "lexicon", "document"}),
    "parsing": ({"parsing"}, {"errors", "model", "document", "readers", "structure", "facts"}),
    "view": (
        {"view", "show", "marks", "html", "summary", "picture"},
        {"tape", "errors", "model", "lexicon", "document"},
    ),
    "dataset": ({"dataset"}, {"tape", "errors", "model", "document"}),
    "verbs": (
        {"api", "inputs", "pipeline", "apart", "memory", "followup", "words", "doctor"},
        {"errors", "model", "lexicon", "document", "readers", "facts", "parsing", "view", "dataset"},
    ),
    "scoring": ({"scoring"}, set()),
    "cli": (
        {"cli", "terminal", "__main__", "__init__"},
        {"errors", "model", "document", "parsing", "view", "dataset", "verbs", "scoring"},
    ),
}

# The imports that run upward all the same, and why.
UPWARD = {("vbparse.document", "vbparse.html"): "a notebook asks the document itself for its HTML; imported when asked"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its lines, and the number of its first line in the document."""

    language: str
    lines: tuple[str, ...]
    at: int


def blocks(text: str) -> list[Block]:
    found, inside, language, start = [], list[str](), None, 0
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("```"):
            if language is None:
                language, inside, start = line[3:].strip(), [], number + 1
            else:
                found.append(Block(language, tuple(inside), start))
                language = None
        elif language is not None:
            inside.append(line)
    assert language is None, f"the block at line {start} has no end"
    return found


def prose(text: str) -> list[str]:
    """Return the lines outside of fenced blocks."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE).splitlines()


def section(text: str, title: str) -> str:
    """Return the words under the heading `title`, up to the next heading of its level or a higher one."""
    found = re.search(rf"^(#+) {re.escape(title)}$", text, re.MULTILINE)
    assert found, f"there is no section {title!r}"
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def words_in_code(text: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", text))


def first_cells(text: str) -> list[str]:
    """Return the first cells of the rows of all Markdown tables in `text`, where these are words in code."""
    return re.findall(r"^\| `([^`|]+)` \|", text, re.MULTILINE)


# ---- examples -----------------------------------------------------------------------------------------------------


def recipe(target: str) -> str:
    """Return the command of a target of the Makefile."""
    found = re.search(rf"^{target}:[^\n]*\n\t@?([^\n]+)$", read("Makefile"), re.MULTILINE)
    assert found, f"make has no target {target}"
    return found[1]


def as_command(command: str) -> str:
    """Return the command to run for one that is printed: what `make` would run, with its variables filled in."""
    if not command.startswith("make "):
        return command
    _, target, *given = shlex.split(command)
    values = dict(re.findall(r"^(\w+) \?= (.+)$", read("Makefile"), re.MULTILINE))
    values |= dict(word.split("=", 1) for word in given)
    return re.sub(r"\$\((\w+)\)", lambda m: values[m[1]], recipe(target).replace("$(BIN)/", ""))


def pattern(lines: tuple[str, ...] | list[str]) -> re.Pattern[str]:
    parts = [
        r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line.rstrip()).replace("…", ".*") + r"[ ]*\n"
        for line in lines
    ]
    return re.compile("".join(parts) + r"\s*")


def assert_output(expected: tuple[str, ...] | list[str], output: str, where: str) -> None:
    while expected and not expected[-1].strip():
        expected = expected[:-1]
    told = output.lstrip("\ufeff").rstrip() + "\n"
    if not pattern(expected).fullmatch(told):
        pytest.fail(f"{where} gives\n{told}\nand not\n" + "\n".join(expected), pytrace=False)


def commands(block: Block) -> list[tuple[str, list[str]]]:
    """Return the commands of a console block, each with the output that is printed under it."""
    found: list[tuple[str, list[str]]] = []
    for line in block.lines:
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            assert found, f"line {block.at}: a console block begins with a command"
            found[-1][1].append(line)
    return found


def run_console(block: Block, desk: Path, where: str) -> None:
    for command, expected in commands(block):
        done = subprocess.run(
            as_command(command), shell=True, cwd=desk, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert_output(expected, done.stdout + done.stderr, f"{where}: {command}")


def run_python(block: Block, names: dict[str, object]) -> str:
    """Run code as a notebook does and return what it prints, the value of its last expression too."""
    tree = ast.parse("\n".join(block.lines))
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "<example>", "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "<example>", "eval"), names)
            if value is not None:
                print(repr(value))
    return printed.getvalue()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like the project's to the examples, in which they may write; `vbparse` is on its path."""
    for name in ("corpus/raw", "evaluation", "tests/documents"):
        link = tmp_path / name
        link.parent.mkdir(exist_ok=True)
        link.symlink_to(ROOT / name)
    command = tmp_path / "bin/vbparse"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m vbparse "$@"\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("FORCE_COLOR", "PY_COLORS", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.corpus
@pytest.mark.parametrize("name", [README, README_VI, MANUAL, TUTORIAL])
def test_every_example_gives_what_is_printed(name: str, desk: Path) -> None:
    names: dict[str, object] = {}
    found = blocks(read(name))
    for block, after in pairwise([*found, Block("", (), 0)]):
        where = f"{name}, line {block.at}"
        if block.language == "console":
            run_console(block, desk, where)
        elif block.language == "python":
            output = run_python(block, names)
            if after.language == "text" and after.at == block.at + len(block.lines) + 3:
                assert_output(after.lines, output, where)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_blocks_have_a_known_language(name: str) -> None:
    assert {block.language for block in blocks(read(name))} <= {"console", "python", "text", "sh", "toml"}


@pytest.mark.corpus
def test_scores_are_not_better_in_the_readme_than_they_are(tmp_path: Path) -> None:
    from vbparse import scoring

    vbparse.parse_folder(ROOT / "corpus/raw", tmp_path / "parsed")
    figures = scoring.score(ROOT / "evaluation/gold/dev", tmp_path / "parsed").figures()
    told = re.findall(r"`([a-z.]+)` ([01]\.\d\d)", section(read(README), "How good it is"))
    assert len(told) >= 10
    for field, score in told:
        assert float(score) <= figures[field].lower + 0.005, f"{field} is {figures[field].lower:.3f}"


# ---- what the documents list is all there is ----------------------------------------------------------------------


def cli_commands() -> Iterator[tuple[str, list[str]]]:
    """Go through the commands: name with those above it, and its options as they are typed."""

    def below(command: object, name: str) -> Iterator[tuple[str, list[str]]]:
        options = [o for p in command.params for o in (*p.opts, *p.secondary_opts) if o.startswith("-")]  # type: ignore[attr-defined]
        yield name, [option for option in options if option != "--help"]
        for word, inner in getattr(command, "commands", {}).items():
            yield from below(inner, f"{name} {word}")

    yield from below(get_command(cli.app), "vbparse")


@pytest.mark.parametrize(("name", "options"), list(cli_commands()))
def test_manual_names_every_command_and_option(name: str, options: list[str]) -> None:
    words = " ".join(words_in_code(section(read(MANUAL), "All commands" if name == "vbparse" else f"`{name}`")))
    for option in options:
        assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", words), f"{name} {option} is not in the manual"


def test_manual_names_every_exit_code() -> None:
    codes = {0, cli.FAILED, cli.WRONG_USE, cli.STOPPED, cli.PIPE_CLOSED}
    assert first_cells(section(read(MANUAL), "Exit codes")) == [str(code) for code in sorted(codes)]


def test_manual_lists_every_diagnostic() -> None:
    told = re.findall(r"^\| `([a-z-]+)` \| (\w+) \| ([^|]+) \|", section(read(MANUAL), "Diagnostics"), re.MULTILINE)
    assert sorted(told) == sorted((c.code, c.severity, c.meaning) for c in diagnostics.CODES.values())


def test_manual_tells_which_diagnostics_are_across_documents() -> None:
    across = section(read(MANUAL), "Across documents")
    assert set(re.findall(r"^\| `([a-z-]+)` \|", across, re.MULTILINE)) == diagnostics.ACROSS


def test_manual_lists_every_check() -> None:
    told = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \|", section(read(MANUAL), "Checks"), re.MULTILINE)
    assert dict(told) == dict(problem.CODES)


def source_error_codes() -> set[str]:
    """Return the codes that a source may bear: those of errors, and those that `parsing` sets itself."""
    found = {code.code for code in diagnostics.CODES.values() if code.severity == "error"}
    parsing = ast.parse((SOURCE / "parsing.py").read_text(encoding="utf-8"))
    for node in ast.walk(parsing):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "diagnostic":
            code = node.args[0]
            found |= {str(code.value)} if isinstance(code, ast.Constant) else set()
    return found


def test_manual_lists_every_source_error() -> None:
    assert set(first_cells(section(read(MANUAL), "Source errors"))) == source_error_codes()
    raised = set()
    for path in SOURCE.rglob("*.py"):
        raised |= set(re.findall(r'SourceError\(\s*"([a-z-]+)"', path.read_text(encoding="utf-8")))
    assert raised <= source_error_codes()


@pytest.mark.parametrize("name", SPECS)
def test_manual_describes_every_table_and_column(name: str) -> None:
    spec, told = SPECS[name], section(read(MANUAL), f"`{name}`")
    columns = [column for column in spec.columns if not spec.has_spans or column not in SPAN_COLUMNS]
    assert first_cells(told) == columns
    assert ("Place: spans." in told) is spec.has_spans


SPAN_COLUMNS = ("char_start", "char_end", "segments", "page_start", "page_end", "bbox")


def test_manual_describes_the_columns_of_a_place() -> None:
    assert first_cells(section(read(MANUAL), "Spans")) == list(SPAN_COLUMNS)


@pytest.mark.parametrize(
    ("name", "column", "values"), [(s.name, column, v) for s in SPECS.values() for column, v in s.enums.items()]
)
def test_manual_lists_every_value_of_an_enumeration(name: str, column: str, values: tuple[str, ...]) -> None:
    told = words_in_code(section(read(MANUAL), f"`{name}`")) | words_in_code(section(read(MANUAL), "Closed lists"))
    assert set(values) <= told, f"{name}.{column}"


def test_manual_names_all_that_the_library_gives() -> None:
    told = words_in_code(section(read(MANUAL), "The library"))
    for name in vbparse.__all__:
        if name != "__version__":
            assert any(re.match(rf"(?:vbparse\.)?{name}\b", word) for word in told), name


def test_readme_names_every_make_target() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", read("Makefile"), re.MULTILINE)
    for name in (README, README_VI):
        assert {f"make {target}" for target in targets} <= words_in_code(read(name))


def test_readme_lists_every_table() -> None:
    for name in (README, README_VI):
        assert set(first_cells(read(name))) >= {f"{table}.parquet" for table in SPECS}


def test_changelog_has_the_version() -> None:
    assert f"## [{model.PARSER_VERSION}]" in read(CHANGELOG)
    assert f'version = "{model.PARSER_VERSION}"' in read("pyproject.toml")


# ---- the documents among themselves -------------------------------------------------------------------------------


def headings(name: str) -> list[tuple[int, str]]:
    found = (re.match(r"(#+) (.+)", line) for line in prose(read(name)))
    return [(len(match[1]), match[2]) for match in found if match]


def anchor(title: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def test_vietnamese_readme_has_the_same_sections_and_commands() -> None:
    assert [level for level, _ in headings(README)] == [level for level, _ in headings(README_VI)]
    examples = [[b for b in blocks(read(name)) if b.language in ("console", "python", "sh")] for name in DOCUMENTS[:2]]
    assert [b.language for b in examples[0]] == [b.language for b in examples[1]]
    for one, other in zip(*examples, strict=True):
        if one.language == "console":
            assert [command for command, _ in commands(one)] == [command for command, _ in commands(other)]
        else:
            assert [line.split("#")[0] for line in one.lines] == [line.split("#")[0] for line in other.lines]
    assert first_cells(read(README)) == first_cells(read(README_VI))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^()\s]+)\)", "\n".join(prose(read(name))))
    for link in links:
        if link.startswith(("http://", "https://")):
            continue
        path, _, fragment = link.partition("#")
        target = (ROOT / name).parent / path if path else ROOT / name
        assert target.exists(), f"{link} leads nowhere"
        if fragment:
            assert fragment in {anchor(title) for _, title in headings(str(target.resolve().relative_to(ROOT)))}, link


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_machine_and_no_loose_ends(name: str) -> None:
    text = read(name)
    assert not re.search(r"(?<![\w.])/(?:home|root|work|tmp|Users|opt|mnt|var)/|[A-Z]:\\", text)
    assert not re.search(r"\b(?:TODO|FIXME|XXX|TBD)\b", text)
    assert "\t" not in text and not re.search(r"[ ]+$", "\n".join(prose(text)), re.MULTILINE)


# ---- what the README promises of privacy ---------------------------------------------------------------------------

NETWORK = {"socket", "ssl", "urllib", "http", "ftplib", "smtplib", "requests", "httpx", "aiohttp", "urllib3"}


def test_no_module_can_open_a_connection() -> None:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & NETWORK, path.name


@pytest.mark.corpus
def test_words_of_a_secret_document_are_nowhere(tmp_path: Path) -> None:
    inbox, outbox = tmp_path / "inbox", tmp_path / "outbox"
    inbox.mkdir()
    for name in ("mat.md", "ke_hoach_xa.md"):
        (inbox / name).write_bytes((ROOT / "tests/documents" / name).read_bytes())
    vbparse.parse_folder(inbox, outbox)
    dataset = vbparse.load(outbox)
    told = [str(dataset[table].to_pylist()) for table in dataset.tables]
    told += [path.read_text(encoding="utf-8") for path in outbox.rglob("*") if path.suffix in (".json", ".txt", ".md")]
    for words in ("công tác bảo vệ bí mật", "Hoàng Văn Nghiệm", "45-BC/TU"):
        assert words in (inbox / "mat.md").read_text(encoding="utf-8")
        assert not any(words in text for text in told)
    assert any("Tiên Lục" in text for text in told)


# ---- the house ----------------------------------------------------------------------------------------------------


def module_name(path: Path) -> str:
    return ".".join(("vbparse", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")


MODULES = {module_name(path): path for path in sorted(SOURCE.rglob("*.py"))}


def room_of(module: str) -> str:
    part = module.split(".")[1] if "." in module else "__init__"
    found = [room for room, (parts, _) in ROOMS.items() if part in parts]
    assert found, f"{module} has no room; give it one in ROOMS and in {ARCHITECTURE}"
    return found[0]


def imports(module: str) -> Iterator[tuple[str, ast.stmt]]:
    """Go through the modules of vbparse that `module` imports anywhere: at the top, in functions, for types."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names if alias.name.split(".")[0] == "vbparse")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are written out"
            if node.module and node.module.split(".")[0] == "vbparse":
                for alias in node.names:
                    inner = f"{node.module}.{alias.name}"
                    yield (inner if inner in MODULES else node.module), node


def test_rooms_stand_on_each_other() -> None:
    below: set[str] = set()
    for room, (_, known) in ROOMS.items():
        assert known <= below, f"{room} may import from {known - below}, which stand above it"
        below.add(room)


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_downward(module: str) -> None:
    room = room_of(module)
    if room == "cli" and module == "vbparse":
        return  # the front door: it names the verbs and imports them when they are asked for
    for imported, _ in imports(module):
        other = room_of(imported)
        if other != room and (module, imported) not in UPWARD:
            assert other in ROOMS[room][1], f"{module} ({room}) imports {imported} ({other})"


def test_upward_imports_are_real_and_late() -> None:
    for module, imported in UPWARD:
        found = [node for name, node in imports(module) if name == imported]
        assert found, f"{module} imports {imported} no more; take it out of UPWARD"
        assert all(node.col_offset > 0 for node in found), f"{module} imports {imported} at once"


def test_no_module_imports_itself_by_a_detour() -> None:
    at_once = {m: {i for i, node in imports(m) if node.col_offset == 0 and i != m} for m in MODULES}
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join((*path, module))
        if module not in done:
            for imported in sorted(at_once[module]):
                inside = imported.startswith(f"{module}.") or module.startswith(f"{imported}.")
                visit(imported, () if inside else (*path, module))
            done.add(module)

    for module in sorted(MODULES):
        visit(module, ())


@pytest.mark.parametrize("room", ROOMS)
def test_architecture_has_every_module_in_its_room(room: str) -> None:
    told = words_in_code(section(read(ARCHITECTURE), f"`{room}`"))
    for module, path in MODULES.items():
        if room_of(module) == room:
            name = path.name if path.name != "__init__.py" or module == "vbparse" else f"{path.parent.name}/__init__.py"
            assert name in told, f"{module} is not in the room {room}"
    for path in SOURCE.rglob("*.toml"):
        if room_of(module_name(path)) == room:
            assert path.name in told, f"{path.name} is not in the room {room}"

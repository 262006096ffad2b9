"""The one command for people: `python manage.py serve | test | bench | eval | secrets | migrate | backup | restore |
grade | shards | doctor`.

Runs in any Python from 3.11 on. The first use makes `.venv` next to this file and installs what is pinned; later uses
go straight in. Only the standard library is imported before that is done.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11", "python3")


def main(
    arguments: list[str], *, oldest: tuple[int, int] = OLDEST_PYTHON, newer: tuple[str, ...] = NEWER_PYTHONS
) -> int:
    """Run one command; returns the exit status. An interpreter below `oldest` hands over to one of `newer`."""
    if sys.version_info < oldest:
        return run_in_newer_python(arguments, newer)
    os.environ["TZ"] = "UTC"  # before anything starts that reads it: the SDK stamps local time without an offset
    sys.path.insert(0, str(ROOT))
    from professor_lock.commands.environment import Environment, InstallFailed

    options, rest = parser().parse_known_args(arguments)
    if rest and options.command != "test":
        parser().error(f"unknown arguments: {' '.join(rest)}")
    try:
        Environment(ROOT, [str(ROOT / "manage.py"), *arguments]).enter(options.requirements)
    except InstallFailed as problem:
        print(problem, file=sys.stderr)
        return 1
    return run(options, rest)


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = argparse.ArgumentParser(prog="manage.py", description="Professor Lock, a self-hosted ChatKit server")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")

    def command(name: str, about: str, requirements: str = "requirements.txt") -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=about, description=about)
        sub.set_defaults(requirements=requirements)
        return sub

    serve = command("serve", "start the server (and a Postgres, when DATABASE_URL names none)")
    serve.add_argument("--open", action="store_true", help="open the page in the browser once the server answers")
    command("test", "run the tests; further arguments go to pytest", "requirements-dev.txt")
    bench = command("bench", "run the benchmarks and print their ratios", "requirements-dev.txt")
    bench.add_argument("--short", action="store_true", help="a quick run: proves they work, not how fast")
    evals = command("eval", "ask the configured model the suite's questions and print how it answers")
    evals.add_argument("--short", action="store_true", help="the first question of each kind")
    evals.add_argument("--compare", nargs=2, metavar=("A", "B"), help="two models of the endpoint side by side")
    evals.add_argument("--json", metavar="FILE", help="write everything that was asked and answered to a file")
    evals.add_argument("--price", nargs=2, type=float, metavar=("IN", "OUT"), help="dollars for a million tokens")
    command("secrets", "make the secrets that production needs, and print them as variables")
    command("migrate", "bring the database to today's schema")
    everything = "write the embedded database, or those of PP_SHARDS, and the uploaded files to one file"
    command("backup", everything).add_argument("file", type=Path)
    command("restore", "put a backup in the place of the present databases and files").add_argument("file", type=Path)
    command("grade", "grade recorded bets from final scores, once, and say what was done")
    shards = command("shards", "the databases of PP_SHARDS, and moving a user between them")
    acts = shards.add_subparsers(dest="act", metavar="list | move")
    acts.add_parser("list", help="the databases by number, with how many users each has")
    move = acts.add_parser("move", help="move a user to another database while they chat; goes on with a cut-off move")
    move.add_argument("user", metavar="USER", help="the user's id")
    move.add_argument("shard", metavar="SHARD", type=int, help="the number of the database, as `shards list` has it")
    move.add_argument("--stop", action="store_true", help="stop the user's running answers instead of waiting for them")
    doctor = command("doctor", "say what every setting resolved to; fails where production would refuse to start")
    doctor.add_argument("--url", help="look at a deployed server from outside instead")
    doctor.add_argument("--origin", help="with --url: a site whose pages call it (default: PP_ALLOWED_ORIGINS)")
    doctor.add_argument("--live", action="store_true", help="also start the parts, and call every source once")
    return parser


def run(options: argparse.Namespace, rest: list[str]) -> int:
    """The command itself, in an interpreter that has everything it needs."""
    if options.command in ("test", "bench", "eval"):
        return run_for_developers(options, rest)
    if options.command == "doctor" and options.url:
        from professor_lock.commands.outside import examine_url

        return examine_url(options.url, os.environ, origin=options.origin)
    if options.command == "doctor":
        from professor_lock.commands.doctor import examine

        return examine(ROOT, os.environ, live=options.live)
    if options.command == "secrets":
        from professor_lock.commands.secrets import print_secrets

        return print_secrets()
    if options.command in ("backup", "restore"):
        from professor_lock.commands import backups

        run_it = backups.backup if options.command == "backup" else backups.restore
        return run_it(ROOT, os.environ, options.file)
    if options.command == "shards":
        from professor_lock.commands import shards

        if options.act != "move":
            return shards.list_shards(ROOT, os.environ)
        return shards.move(ROOT, os.environ, options.user, options.shard, stop=options.stop)
    if options.command == "grade":
        from professor_lock.commands.grading import grade

        return grade(ROOT, os.environ)
    from professor_lock.commands import serving

    if options.command == "migrate":
        return serving.migrate(ROOT, os.environ)
    return serving.serve(ROOT, os.environ, browser=options.open)


def run_for_developers(options: argparse.Namespace, rest: list[str]) -> int:
    """The commands of `dev`, which is not part of a deployment."""
    if options.command == "test":
        from dev.testing import run_tests

        return run_tests(ROOT, rest)
    if options.command == "bench":
        from dev.testing import run_benchmarks

        return run_benchmarks(ROOT, short=options.short)
    from dev.evals.command import evaluate
    from dev.evals.table import Prices

    return evaluate(
        ROOT,
        os.environ,
        models=options.compare or (),
        brief=options.short,
        json_file=options.json,
        prices=Prices(*options.price) if options.price else None,
    )


def run_in_newer_python(arguments: list[str], newer: tuple[str, ...]) -> int:
    """This interpreter is too old: hand over to a newer one that is installed, or say what is needed."""
    for name in newer:
        found = shutil.which(name)
        if found is None:
            continue
        # A version manager's shim is there for versions that are not: it fails, and what it says is of no use here.
        test = [found, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
        if subprocess.call(test, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
            return subprocess.call([found, str(ROOT / "manage.py"), *arguments])
    this = "%d.%d (%s)" % (*sys.version_info[:2], sys.executable)  # noqa: UP031
    print(f"Python 3.11 or newer is needed; this is {this}, and no newer one was found.", file=sys.stderr)
    print("Get one from https://www.python.org/downloads/, or with pyenv: pyenv install 3.12", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

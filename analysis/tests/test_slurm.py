"""The script that submits a sweep to Slurm, with stand-ins for its commands; tests/cluster runs it on a real one."""

import os
import shutil
import subprocess

import pytest
from conftest import surroundings

SWEEP = """\
title: A small sweep
set: {organization: {members: 60, span: 5}, run: {weeks: 20, seed: 3}}
policies: [command, level2]
factors:
  environment.turbulence: [.05, .2]
outcomes: [performance, voice]
replicates: 3
"""

# Keeps what it is given, and says that the first job is 101, on a cluster called c.
SBATCH = """\
#!/bin/bash
number=$(($(cat "$KEPT"/*.arguments 2>/dev/null | grep -c ^--parsable) + 1))
printf '%s\\n' "$@" > "$KEPT/$number.arguments"
cat > "$KEPT/$number.script"
echo "$((100 + number));c"
exit "${SBATCH_ENDS:-0}"
"""


class Slurm:
    """Commands of Slurm that run nothing."""

    def __init__(self, folder):
        self.commands, self.kept = folder / "commands", folder / "kept"
        for made in (self.commands, self.kept):
            made.mkdir()
        self.command("sbatch", SBATCH)
        self.queue()

    def command(self, name, text):
        (self.commands / name).write_text(text)
        (self.commands / name).chmod(0o755)

    def queue(self, *jobs):
        """What `squeue` prints."""
        self.command("squeue", "#!/bin/bash\nprintf '%s' '" + "".join(f"{job}\n" for job in jobs) + "'\n")

    def run(self, script, cwd, code=0, **environment):
        values = surroundings(KEPT=str(self.kept), PATH=f"{self.commands}:{os.environ['PATH']}", **environment)
        done = subprocess.run(["bash"], input=script, cwd=cwd, env=values, capture_output=True, text=True, timeout=300)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def arguments(self, number):
        return (self.kept / f"{number}.arguments").read_text().splitlines()

    def script(self, number):
        return (self.kept / f"{number}.script").read_text()


@pytest.fixture
def slurm(tmp_path):
    return Slurm(tmp_path)


@pytest.fixture
def swept(program, candor, folder):
    """The printed script of a sweep."""
    if subprocess.run([program, "sweep", "--help"], capture_output=True).returncode != 0:
        pytest.skip("the program has no sweeps yet")

    def script(output="swept", tasks=3, *options):
        (folder / "sweep.yaml").write_text(SWEEP)
        return candor("sweep", "sweep.yaml", "-o", output, "--slurm", str(tasks), *options).stdout

    return script


def test_submits_array_then_merge(swept, slurm, folder):
    said = slurm.run(swept(), "/")  # from anywhere
    assert "sweep as job 101 (3 tasks) and its merge as job 102." in said
    assert slurm.arguments(1) == ["--parsable", "--job-name=candor-swept", "--output=swept/logs/%A_%a.out"]
    assert slurm.arguments(2) == ["--parsable", "--dependency=afterany:101", "--job-name=candor-swept-merge",
                                  "--output=swept/logs/merge_%j.out"]  # fmt: skip
    assert (folder / "swept" / "logs").is_dir()
    assert not (slurm.kept / "3.script").exists()
    options = [line for line in slurm.script(1).splitlines() if line.startswith("#SBATCH")]
    assert {"#SBATCH --array=0-2", "#SBATCH --signal=B:TERM@60", "#SBATCH --open-mode=append"} <= set(options)


def test_threads_are_processors_of_a_task(swept, slurm, folder):
    slurm.run(swept("swept", 3, "--threads", "5"), folder)
    assert "--cpus-per-task=5\n" in slurm.script(1)
    assert "--cpus-per-task=1\n" in slurm.script(2)


def test_tasks_and_merge_come_to_what_one_process_does(swept, slurm, candor, folder):
    slurm.run(swept(), folder)
    for task in range(3):
        slurm.run(slurm.script(1), folder, SLURM_ARRAY_TASK_ID=str(task), SLURM_CPUS_PER_TASK="1")
    slurm.run(slurm.script(2), folder)
    candor("sweep", "sweep.yaml", "-o", "alone")
    candor("merge", "alone")
    hashes = candor("hash", "swept/results.h5", "alone/results.h5").stdout.split()[::2]
    assert len(hashes) == 2 and hashes[0] == hashes[1]


def test_waits_behind_what_is_queued(swept, slurm, folder):
    slurm.queue(8, 7, 7, 7)
    assert "behind 7:8." in slurm.run(swept(), folder)
    assert "--dependency=afterany:7:8" in slurm.arguments(1)
    assert "--dependency=afterany:101" in slurm.arguments(2)


def test_any_path_will_do(swept, slurm, folder):
    name = "a student's 100 % $HOME"
    slurm.run(swept(name), folder)
    assert (folder / name / "logs").is_dir()
    assert slurm.arguments(1)[1:] == ["--job-name=candor-a-student-s-100----HOME",
                                      "--output=a student's 100 %% $HOME/logs/%A_%a.out"]  # fmt: skip
    slurm.run(slurm.script(1), folder, SLURM_ARRAY_TASK_ID="1", SLURM_CPUS_PER_TASK="1")
    assert list((folder / name / "parts").glob("0001-*.h5"))


def test_no_merge_without_sweep(swept, slurm, folder):
    slurm.run(swept(), folder, code=1, SBATCH_ENDS="1")
    assert not (slurm.kept / "2.script").exists()


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="no shellcheck")
def test_is_a_clean_script(swept, slurm, folder):
    script = swept()
    slurm.run(script, folder)
    for text in (script, slurm.script(1), slurm.script(2)):
        done = subprocess.run(["shellcheck", "-"], input=text, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout

"""How a kernel is started."""

import asyncio
from pathlib import Path

import nbformat
import pytest
from nbgrader.preprocessors import Execute

from autograder.grade.execute import run
from autograder.kernels.local import LocalKernelManager
from autograder.wiring import read_course


def notebook(code):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])


@pytest.fixture
def config(tmp_path):
    config = read_course(tmp_path).config
    config.ExecuteOnce.memory = str(tmp_path / "executed")
    return config


def test_a_kernel_has_sockets_of_its_own_and_leaves_nothing():
    async def folders_of_two():
        managers = [LocalKernelManager(kernel_name="python3") for _ in range(2)]
        for km in managers:
            await km.start_kernel()
        folders = [Path(km.ip).parent for km in managers]
        assert all(folder.is_dir() for folder in folders) and folders[0] != folders[1]
        assert all(km.transport == "ipc" for km in managers)
        for km in managers:
            await km.shutdown_kernel(now=True)
        return folders

    assert not any(folder.exists() for folder in asyncio.run(folders_of_two()))


def test_grading_uses_them(config):
    done = run(notebook("import json\nfrom ipykernel.connect import get_connection_file\nprint(json.load(open(get_connection_file()))['transport'])"), config)
    assert done.cells[0].outputs[0].text == "ipc\n"


def test_a_kernel_that_did_not_start_is_started_again(config, monkeypatch):
    started = []
    preprocess = Execute.preprocess

    def fails_once(self, *args):
        started.append(self)
        if len(started) == 1:
            raise RuntimeError("Kernel died before replying to kernel_info")
        return preprocess(self, *args)

    monkeypatch.setattr(Execute, "preprocess", fails_once)
    assert run(notebook("print(6 * 7)"), config).cells[0].outputs[0].text == "42\n"
    assert len(started) == 2

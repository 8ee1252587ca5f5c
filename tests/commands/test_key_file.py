"""The key of an installation: made whole, and refused in one line where it is none."""

import os

import pytest

from config.key_file import secret_key


def test_a_key_is_made_once_and_is_for_its_owner_only(tmp_path):
    file = tmp_path / "secret-key"

    made = secret_key(file)

    assert len(made) > 50
    assert secret_key(file) == made
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_without_a_data_directory_nothing_is_made(tmp_path):
    assert secret_key(tmp_path / "data" / "secret-key")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\x00\x81", b"abc\x00def"])
def test_a_file_that_holds_no_key_is_told_in_one_line_and_left_alone(tmp_path, content):
    file = tmp_path / "secret-key"
    file.write_bytes(content)

    with pytest.raises(SystemExit) as refused:
        secret_key(file)

    assert str(file) in refused.value.code
    assert "\n" not in refused.value.code
    assert file.read_bytes() == content


def test_a_directory_in_the_place_of_the_key_is_told(tmp_path):
    (tmp_path / "secret-key").mkdir()

    with pytest.raises(SystemExit, match="cannot be used"):
        secret_key(tmp_path / "secret-key")


def test_a_disk_that_is_full_leaves_no_half_key(tmp_path, monkeypatch):
    def is_full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", is_full)

    with pytest.raises(SystemExit, match="No space left"):
        secret_key(tmp_path / "secret-key")

    assert not list(tmp_path.iterdir())

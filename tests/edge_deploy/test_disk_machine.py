"""The disk script with nothing stood in for: dm-crypt and a TPM 2, in a virtual machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from disk_machine import Machine, missing

import edge_deploy

SCRIPT = Path(edge_deploy.__file__).parent / "appliance" / "disk.sh"
pytestmark = pytest.mark.slow

BY_FILE = """
run() { sh /disk.sh --key file --key-file /root/key --header-backup /root/header /dev/vda; echo "$1 rc=$?"; }
run first
echo "the branch's words" >/srv/lodge/word
findmnt --noheadings --output SOURCE /var/lib/rancher
cat /etc/crypttab /etc/fstab >/tmp/before
run second
cat /etc/crypttab /etc/fstab | cmp - /tmp/before && echo tables the same
shut
grep -c "branch's words" /dev/vda
run third
echo "third reads $(cat /srv/lodge/word)"
shut
dd if=/dev/zero of=/dev/vda bs=1M count=16 conv=notrunc 2>/dev/null
cryptsetup isLuks /dev/vda || echo the header is gone
cryptsetup luksHeaderRestore --batch-mode /dev/vda --header-backup-file /root/header
run fourth
echo "fourth reads $(cat /srv/lodge/word)"
"""
BY_TPM = """
sh /disk.sh /dev/vdb; echo "first rc=$?"
echo kept >/srv/lodge/word
cryptsetup luksDump /dev/vdb | grep -E "systemd-(tpm2|recovery)"
ls /dev/shm
shut
sh /disk.sh --erase /dev/vdb; echo "second rc=$?"
echo "second reads $(cat /srv/lodge/word)"
mount | grep -c lodge-data
sh /disk.sh --erase --key passphrase /dev/vda </dev/null; echo "without a phrase rc=$?"
"""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    if (reason := missing()) is not None:
        pytest.skip(f"No virtual machine: {reason}")
    return Machine(tmp_path)


def test_a_key_file_opens_the_disk_after_each_restart_and_a_lost_header_comes_back(machine: Machine) -> None:
    told = machine.run(SCRIPT, BY_FILE)
    assert "/dev/mapper/lodge-data[/rancher]" in told
    assert [f"{turn} rc=0" in told for turn in ("first", "second", "third", "fourth")] == [True] * 4, told
    assert "tables the same" in told
    assert "the header is gone" in told
    for turn in ("third", "fourth"):
        assert f"{turn} reads the branch's words" in told
    # Nothing of it can be read on the closed disk.
    assert "\n0\n" in told


def test_a_tpm_opens_the_disk_and_the_key_that_made_it_is_gone(machine: Machine) -> None:
    told = machine.run(SCRIPT, BY_TPM)
    assert "first rc=0" in told
    assert "systemd-tpm2" in told
    assert "systemd-recovery" in told
    assert "lodge-data.key" not in told
    assert "--erase was not heeded" in told
    assert "second rc=0" in told
    assert "second reads kept" in told
    assert "without a phrase rc=0" not in told

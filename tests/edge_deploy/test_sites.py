"""Site files and tables of sites: what is right is read, what is wrong is named with its place and value."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from edge_deploy.commands.render import EXAMPLE
from edge_deploy.rendering import site_text
from edge_deploy.sites import BranchSite, NfsInbox, read_site
from edge_deploy.tables import read_sites
from pipelines.errors import OperatorError, UsageError

LEAST = {"site": "leeds", "host": "claims.leeds.example"}


def written(tmp_path: Path, **values: object) -> Path:
    path = tmp_path / "leeds.yaml"
    path.write_text(yaml.safe_dump(LEAST | values))
    return path


def table(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "sites.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_the_example_is_a_site_file(tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    path.write_text(EXAMPLE)
    site = read_site(path)
    assert (site.site, site.box, site.settings["currency"]) == ("leeds-north", "4gb", "GBP")
    assert site.fleet is not None
    assert (site.fleet.host, site.fleet.network, site.fleet.port) == ("fleet.example", "10.0.0.5/32", 443)


def test_a_site_written_out_in_full_says_the_same(tmp_path: Path) -> None:
    site = read_site(written(tmp_path, inbox={"kind": "nfs", "server": "nas", "path": "/claims"}, settings={"x": True}))
    again = tmp_path / "again.yaml"
    again.write_text(site_text(site))
    assert read_site(again) == site


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"site": "Leeds North"}, "site has the value 'Leeds North': a site is named by lower-case letters"),
        ({"host": "leeds_claims"}, "host has the value 'leeds_claims'"),
        ({"box": "8gb"}, "box has the value '8gb': input should be '4gb' or '16gb'"),
        ({"image": {"tag": "latest"}}, "image.tag has the value 'latest': the tag latest may be another image"),
        ({"image": {"digest": "sha256:12"}}, "image.digest has the value 'sha256:12': a digest is sha256:"),
        ({"registry": "https://registry.example"}, "without https://"),
        ({"storage": {"claims": "20 Gigs"}}, "storage.claims has the value '20 Gigs': a size is"),
        ({"inbox": {"path": "/srv/../etc"}}, "inbox.path has the value '/srv/../etc': a path begins with /"),
        ({"inbox": {"kind": "smb", "source": "nas", "secret": "s"}}, "a share is written like //server/folder"),
        ({"inbox": {"kind": "nfs", "path": "/claims"}}, "inbox.server is missing"),
        ({"overlays": []}, "overlays"),
        ({"overlays": ["embedded", "embedded"]}, "an overlay is named once"),
        ({"overlays": ["../base"]}, "../base is no overlay's name"),
        ({"fleet": {"url": "fleet.example"}}, "a fleet is written like https://fleet.example"),
        ({"fleet": {"url": "https://fleet.example"}}, "must be given as numbers"),
        ({"fleet": {"url": "https://f.example", "address": "10.0.0.5", "cidr": "10.1.0.0/16"}}, "does not lie in"),
        ({"colour": "red"}, "colour is no field of a site file"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_with_its_value(tmp_path: Path, values: dict[str, object], words: str) -> None:
    path = written(tmp_path, **values)
    with pytest.raises(OperatorError) as raised:
        read_site(path)
    assert str(raised.value).startswith(f"{path}, ")
    assert words in str(raised.value)


def test_a_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    path.write_text("site: leeds\nhost: [\n")
    with pytest.raises(OperatorError, match=r"site\.yaml, line \d cannot be read"):
        read_site(path)


def test_a_table_has_one_branch_per_row_and_an_empty_cell_is_not_given(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "site,host,overlays,inbox.kind,inbox.server,inbox.path,settings.time_zone,settings.site_networks",
        'york,claims.york.example,embedded kueue,nfs,nas,/claims,Europe/London,"10.1.0.0/16, 10.2.0.0/16"',
        "",
        "hull,claims.hull.example,,,,,,",
    )
    hull, york = read_sites(path)
    assert hull == BranchSite(site="hull", host="claims.hull.example")
    assert york.overlays == ("embedded", "kueue")
    assert york.inbox == NfsInbox(kind="nfs", server="nas", path="/claims")
    assert york.settings == {"time_zone": "Europe/London", "site_networks": "10.1.0.0/16, 10.2.0.0/16"}


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            ["site,host,storage.claims", "leeds,claims.leeds.example,20", "york,claims.york.example,20Gi"],
            "row 2, column storage.claims: '20': a size is",
        ),
        (["site,host", "leeds,"], "row 2, column host: is missing."),
        (["site,host,colour", "leeds,a.b,red"], "row 1: colour is no column. Columns are: site, host,"),
        (["site,host,host", "leeds,a.b,c.d"], "row 1: the column 'host' is empty or stands twice"),
        (["host", "a.b"], "row 1: the column site is missing"),
        (["site,host", "leeds,a.b,c"], "row 2 has 3 cells, and the header 2"),
        (["site,host,fleet,fleet.url", "leeds,a.b,x,https://f"], "column fleet.url: fleet has a column of its own"),
        (["site,host", "leeds,a.b", "leeds,c.d"], "row 3: the site 'leeds' stands in"),
        (["site,host"], "has no row below its header"),
    ],
)
def test_a_wrong_cell_is_named_with_row_column_and_value(tmp_path: Path, lines: list[str], words: str) -> None:
    with pytest.raises(OperatorError) as raised:
        read_sites(table(tmp_path, *lines))
    assert words in str(raised.value)


def test_every_wrong_row_is_told_at_once(tmp_path: Path) -> None:
    path = table(tmp_path, "site,host,box", "a,a.example,1gb", "b,b.example,4gb", "c,c.example,2gb")
    with pytest.raises(OperatorError) as raised:
        read_sites(path)
    assert [line.split(",")[1].strip() for line in str(raised.value).splitlines()] == ["row 2", "row 4"]


def test_a_folder_is_read_by_name_and_a_name_stands_once(tmp_path: Path) -> None:
    for name in ("york", "hull"):
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump({"site": name, "host": f"{name}.example"}))
    assert [site.site for site in read_sites(tmp_path)] == ["hull", "york"]
    (tmp_path / "again.yaml").write_text(yaml.safe_dump({"site": "york", "host": "x.example"}))
    with pytest.raises(OperatorError, match="the site 'york' stands in"):
        read_sites(tmp_path)


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sites.txt"
    path.touch()
    with pytest.raises(UsageError, match="neither a site file"):
        read_sites(path)

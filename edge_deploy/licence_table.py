"""Which licences Lodge under Apache-2.0 may be shipped with, and what a person read in packages that say too little."""

from __future__ import annotations

from collections.abc import Mapping

# Licences that ask for a notice at most.
PERMISSIVE = frozenset(
    "0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause BSD-Attribution-HPND-disclaimer BSL-1.0 CC0-1.0 FTL IJG ISC MIT MIT-0 "
    "MIT-CMU OLDAP-2.8 OpenSSL PostgreSQL PSF-2.0 Unicode-3.0 Zlib libpng-2.0 libtiff".split()
)
_REPLACEABLE = "A library of its own, loaded while the program runs, unchanged and replaceable."
# Licences that ask for more, and why they may come along all the same.
WITH_DUTIES: Mapping[str, str] = {
    "MPL-2.0": "Its duties stay with its own files, which come unchanged.",
    "LGPL-2.1-or-later": _REPLACEABLE,
    "LGPL-3.0-only": _REPLACEABLE,
    "GPL-3.0-or-later WITH GCC-exception-3.1": "A compiler's run-time library; its exception allows any program.",
}
# What only one package may carry, and why that one.
EXCEPTIONS: Mapping[tuple[str, str], str] = {
    ("tesserocr", "GPL-2.0-or-later"): "Its wheel carries libjbig, which libtiff loads. Version 3 of the GPL goes with "
    "Apache-2.0: who hands on an image with the extra `ocr` offers libjbig's source, and that image as a whole is "
    "under its terms. Lodge itself stays under Apache-2.0. Against a libtiff without JBIG it falls away.",
}
# What packages call their licences.
WORDS: Mapping[str, str] = {
    "3-clause bsd license": "BSD-3-Clause",
    "apache": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
}
_GCC = "GPL-3.0-or-later WITH GCC-exception-3.1"
# Read in a package's own licence files and in the libraries of its wheel, where its metadata are silent or vague, or
# leave out what the wheel carries.
REVIEWED: Mapping[str, str] = {
    "click-default-group": "BSD-3-Clause",
    "cobble": "BSD-2-Clause",
    "colorama": "BSD-3-Clause",
    "httpx2-jsfetch": "BSD-3-Clause",
    "itsdangerous": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "numpy": f"BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0 AND LGPL-2.1-or-later AND {_GCC}",
    "omegaconf": "BSD-3-Clause",
    "opencv-python-headless": "Apache-2.0 AND MIT AND BSD-2-Clause AND BSD-3-Clause AND libpng-2.0 AND OpenSSL AND "
    f"LGPL-2.1-or-later AND {_GCC}",
    "pgserver": "Apache-2.0 AND PostgreSQL",
    "pillow": "MIT-CMU AND MIT AND 0BSD AND BSD-2-Clause AND BSD-3-Clause AND FTL AND IJG AND Zlib AND libpng-2.0 AND "
    "libtiff",
    "psycopg-binary": "LGPL-3.0-only AND LGPL-2.1-or-later AND PostgreSQL AND Apache-2.0 AND MIT AND OLDAP-2.8 AND "
    "BSD-Attribution-HPND-disclaimer",
    "pyclipper": "MIT AND BSL-1.0",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0 AND BSD-2-Clause AND MIT AND FTL AND IJG AND Zlib AND libpng-2.0 AND "
    "libtiff AND Unicode-3.0",
    "reportlab": "BSD-3-Clause",
    "requests-oauthlib": "ISC",
    "shapely": "BSD-3-Clause AND LGPL-2.1-or-later",
    "tesserocr": "MIT AND Apache-2.0 AND BSD-2-Clause AND BSD-3-Clause AND IJG AND libpng-2.0 AND libtiff AND "
    "GPL-2.0-or-later",
}

"""What the tests need of the machine beyond Python packages: Chromium, Chinese fonts, a GBK locale, Virtuoso 7, nginx.

Each is taken as it is found, else installed with `apt-get` where that is allowed; a browser is at last taken from
Playwright.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.browser import executable
from tests.servers import ISQL, VIRTUOSO

GBK = "zh_CN.GBK"
NGINX = "nginx"
CHARMAPS = Path("/usr/share/i18n/charmaps")


def main() -> None:
    """Set up what is missing, or stop with one sentence."""
    packages = []
    if not executable():
        packages += ["chromium", "fonts-noto-cjk"]
    if not (CHARMAPS.is_dir() and shutil.which("localedef")):
        packages.append("locales")
    if not (shutil.which(VIRTUOSO) and shutil.which(ISQL)):
        packages.append("virtuoso-opensource-7-bin")
    if not shutil.which(NGINX):
        packages.append("nginx-light")
    if packages and (apt := apt_get()):
        install(apt, packages)
    if not executable() and not playwright():
        sys.exit(
            "The tests need a browser: install Chromium (on Debian `apt-get install chromium`), "
            "or name one in WUPIAN_CHROMIUM."
        )
    for program, package in ((VIRTUOSO, "virtuoso-opensource-7-bin"), (NGINX, "nginx-light")):
        if not shutil.which(program):
            sys.exit(f"The tests need {program}: install it (on Debian `apt-get install {package}`).")


def apt_get() -> list[str] | None:
    """The command that installs Debian packages, None where there is none or it is not allowed."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    allowed = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
    return ["sudo", "-n", "apt-get"] if allowed else None


def install(apt: list[str], packages: list[str]) -> None:
    """Install Debian packages, quietly; what fails is shown and left to the tests."""
    print(f"Installing {', '.join(packages)} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run([*apt, *arguments], env=environment, capture_output=True, text=True)
        if done.returncode:
            print(done.stdout[-2000:], done.stderr[-2000:], sep="\n", flush=True)


def playwright() -> bool:
    """Whether Playwright has a Chromium of its own, or can fetch it."""
    print("Fetching the browser of Playwright …", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]
    plain = [word for word in command if word != "--with-deps"]
    return any(subprocess.run(each, capture_output=True).returncode == 0 for each in (command, plain))


def gbk_locale(folder: Path) -> dict[str, str]:
    """The environment of a Chinese GBK locale, made in a folder; where it cannot be made the streams alone are GBK."""
    made = folder / GBK
    if shutil.which("localedef") and CHARMAPS.is_dir():
        subprocess.run(["localedef", "-c", "-i", "zh_CN", "-f", "GBK", str(made)], capture_output=True, check=False)
    return {"LC_ALL": GBK, "LOCPATH": str(folder), "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}

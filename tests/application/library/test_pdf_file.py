import os
import subprocess
import sys

CODE = (
    "import sys; from tests.export.test_documents import written; "
    "sys.exit(0 if written('pdf').startswith(b'%PDF') else 1)"
)


def test_a_pdf_needs_no_display_whatever_a_desktop_has_set():
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    environment.pop("DISPLAY", None)
    done = subprocess.run([sys.executable, "-c", CODE], env=environment, timeout=60, check=False)
    assert done.returncode == 0

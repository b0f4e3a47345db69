"""How work is spread: engines join by name. Every engine gives the same results in the same order."""

from dateline.registry import Registry

engines = Registry(
    "engines",
    {
        "serial": "dateline.engine.serial:SerialEngine",
        "processes": "dateline.engine.processes:ProcessEngine",
    },
)

"""What the page, the server and the notebook show: each view is `view(record) -> plain dict`, and joins by name."""

from dateline.registry import Registry

views = Registry(
    "views",
    {
        "situation": "dateline.views.situation:situation",
        "timeline": "dateline.views.timeline:timeline",
        "escalation": "dateline.views.escalation:escalation",
        "map": "dateline.views.map:world_map",
        "network": "dateline.views.network:network",
        "matrix": "dateline.views.matrix:matrix",
        "register": "dateline.views.register:register",
        "conflicts": "dateline.views.conflicts:conflicts",
        "figures": "dateline.views.figures:figures",
        "quotes": "dateline.views.quotes:quotes",
        "wording": "dateline.views.wording:wording",
        "lineage": "dateline.views.lineage:lineage",
        "background": "dateline.views.background:background",
        "unread": "dateline.views.unread:unread",
        "evidence": "dateline.views.evidence:evidence",
    },
)

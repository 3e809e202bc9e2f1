"""Words that want to break a line, a file or a page; every output carries them as they are, or shows them as pictures.

None of them is empty or blank, and none is part of another.
"""

from __future__ import annotations

HOSTILE = {
    "control characters": "云\x01杉\x1b[31m\x7f\x85尾",
    "line ends": "云\n杉\r\n消\u2028费\u2029金\x0b融\x0c尾",
    "right-to-left marks": "云\u202e杉\u2066消\u200f费\u202c尾",
    "emoji": "云😀👩\u200d👩\u200d👧🇨🇳尾",
    "quotes": '云"\'"""\'\'\'\\"^^<x>@zh\\u4e00尾',
    "angle brackets": "云<script>alert(1)</script><!-- ]]> & &amp;尾",
    "statements": "云 . <x:a> <x:b> <x:c> . } # ; DROP ALL 尾",
    "formula": '=HYPERLINK("x:y",1)\t,;尾',
    "combining marks": "ééé﹏云́́尾",
    "300 characters": "云杉消费金融有限公司" * 30,
}

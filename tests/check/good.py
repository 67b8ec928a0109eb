"""Good translations that no check may find fault with: (language, source, translation)."""

from __future__ import annotations

from tests.check.planted import LINK

GOOD = [
    ("fr", LINK, "Voir [cela](wiki:B) et [ceci](#a)."),
    ("fr", "A {doc}`page <a>` of {term}`word`", "Une {doc}`feuille <a>` de {term}`word`"),
    ("fr", "In 2017, 279.4 million, 1,217.5 and 9.46 per cent", "En 2017, 279,4 millions, 1\u202f217,5 et 9,46\u00a0%"),
    ("es", "279.4 million of 1,217.5 million", "279,4 millones de 1 217,5 millones"),
    ("de", "279.4 million of 1,217.5 million", "279,4 Millionen von 1.217,5 Millionen"),
    ("ru", "279.4 million of 1,217.5 million", "279,4 млн из 1 217,5 миллиона"),
    ("ar", "279.4 million of 1,217.5 million", "279.4 مليون من 1,217.5 مليون"),
    ("zh_CN", "279.4 million of 1,217.5 million", "12.175亿之中的2.794亿"),
    ("zh_CN", "From 4 to 8 December 2017", "2017年12月4日至8日"),
    ("de", "On 9 and 10 February 1931", "Am 9. und 10. Februar 1931"),
    ("fr", "News of March and June 2024", "Actualités de mars et de juin 2024"),
    ("zh_CN", "Concerns of the 1960s", "20世纪60年代的关切"),
    ("ar", "Concerns of the 1960s", "شواغل ستينات القرن العشرين"),
    ("de", "The 20th time", "Das 20. Mal"),
    ("fr", "The 20th time", "La 20e fois"),
    ("zh_CN", "The 20th Conference", "第二十届大会"),
    ("ar", "The 20th Conference", "المؤتمر العشرون"),
    ("fr", "Six loaves in fifty towns", "6 pains dans 50 villes"),
    ("fr", "On 1 March 1920, in May 2019", "Le 1er mars 1920, en mai 2019"),
    ("es", "On 1 August 2025", "El 1.º de agosto de 2025"),
    ("de", "On 23 March 1920", "Am 23.3.1920"),
    ("ru", "On 23 March 1920, in January 1921", "23 марта 1920 года, в январе 1921 года"),
    ("ar", "On 23 March 1920, in January 1921", "في 23 آذار/مارس 1920 وفي كانون الثاني/يناير 1921"),
    ("zh_CN", "On 23 March 1920, in January 1921", "1920年3月23日和1921年1月"),
    ("de", "It may not run on Python 3.11", "Es läuft vielleicht nicht mit Python 3.11"),
    ("ru", "The book *The Mill and the Bread of the Town*", "Книга *The Mill and the Bread of the Town*"),
    ("fr", "Which one? “This”; that: one!", "Lequel\u202f? «\u00a0Ceci\u00a0»\u202f; cela\u00a0: un\u202f!"),
    ("es", "Which one? This!", "¿Cuál? ¡Este!"),
    ("de", "The “word”", "Das „Wort“"),
    ("ru", "The “word” is good", "«Слово» — это хорошо"),
    ("zh_CN", "Bread, (rye) bread.", "面包，（黑麦）面包。"),
    ("ar", "Bread, (COOP) water?", "خبز، (COOP) ماء؟"),
    ("ja", "Bread", "パン"),
    ("he", "Bread in 1919", "לחם בשנת 1919"),
]

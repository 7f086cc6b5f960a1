"""Cities outside of France where people of the southern shore live: none of them is a French town misspelt."""

from __future__ import annotations

from fiches.core.text import fold

# fmt: off
CITIES_ABROAD = frozenset(map(fold, (  # in French, and in the language of the place where it is written otherwise
    "Bruxelles", "Brussel", "Brussels", "Liège", "Anvers", "Antwerpen", "Gand", "Gent", "Charleroi", "Namur", "Mons",
    "Verviers", "Malines", "Louvain", "Luxembourg", "Amsterdam", "Rotterdam", "La Haye", "Den Haag", "Utrecht",
    "Eindhoven", "Genève", "Lausanne", "Zurich", "Zürich", "Berne", "Bâle", "Neuchâtel", "Fribourg", "Barcelone",
    "Barcelona", "Madrid", "Séville", "Sevilla", "Malaga", "Grenade", "Almeria", "Murcie", "Gérone", "Tarragone",
    "Bilbao", "Saragosse", "Milan", "Milano", "Turin", "Torino", "Rome", "Roma", "Bologne", "Bologna", "Gênes",
    "Bergame", "Brescia", "Naples", "Francfort", "Frankfurt", "Düsseldorf", "Cologne", "Köln", "Dortmund", "Essen",
    "Berlin", "Hambourg", "Stuttgart", "Munich", "Londres", "London", "Copenhague", "Oslo", "Stockholm", "Lisbonne",
    "Montréal", "Québec", "Ottawa", "Laval (Québec)", "New York", "Boston", "Dakar", "Tunis", "Alger", "Dubaï",
)))
# fmt: on

"""The 2015 incidence table as published: five districts, 21 themes, the whole unit."""

from decimal import Decimal

import numpy as np

DISTRICTS = ("IJsselland", "Noordoost Gelderland", "Gelderland Midden", "Gelderland Zuid", "Twente")
THEMES = (
    "woonoverlast", "drugsoverlast", "kwetsbare personen", "vernieling", "woninginbraken",
    "autokraak", "autodiefstal", "fietsdiefstal", "mishandeling", "winkeldiefstal",
    "bedrijfsinbraak", "overvallen", "horeca", "jeugd", "ongeval letsel", "ongeval materieel",
    "snelheid", "rijden onder invloed", "polarisatie", "georganiseerde criminaliteit",
    "vreemdelingen",
)  # fmt: skip
PRIORITIES = [
    THEMES.index(theme)
    for theme in ("kwetsbare personen", "woninginbraken", "georganiseerde criminaliteit")
]

RATES = np.array([
    [2.44, 2.05, 4.55, 4.96, 2.31, 1.88, 0.38, 6.54, 2.36, 1.72, 0.62, 0.01, 0.41, 5.12, 6.47,
     0.98, 0.44, 1.23, 0.06, 2.32, 0.09],
    [2.85, 2.01, 4.58, 4.90, 2.79, 2.23, 0.42, 4.66, 2.03, 1.55, 0.72, 0.02, 0.46, 5.24, 6.48,
     1.33, 0.26, 1.17, 0.05, 2.20, 0.11],
    [3.12, 2.14, 4.32, 5.51, 3.32, 3.64, 0.94, 4.93, 2.60, 2.47, 0.89, 0.02, 0.37, 4.10, 5.21,
     0.87, 0.27, 1.35, 0.07, 2.32, 0.61],
    [2.38, 2.02, 4.45, 5.79, 3.65, 6.20, 1.50, 8.02, 2.79, 2.00, 0.82, 0.05, 0.91, 7.09, 6.11,
     0.90, 0.40, 1.37, 0.07, 2.08, 0.14],
    [3.20, 2.27, 3.45, 5.25, 2.79, 1.83, 0.35, 8.43, 2.14, 1.67, 0.76, 0.03, 0.56, 4.13, 7.61,
     1.31, 0.22, 0.88, 0.04, 2.12, 0.05],
])  # fmt: skip
UNIT = np.array([
    2.83, 2.09, 4.27, 5.26, 2.97, 3.07, 0.69, 6.35, 2.36, 1.87, 0.76, 0.03, 0.53, 5.08, 6.37,
    1.10, 0.31, 1.19, 0.06, 2.21, 0.20,
])  # fmt: skip
RANKS = np.array([
    [2, 3, 4, 1, 1, 2, 2, 3, 3, 3, 1, 1, 2, 3, 3, 3, 5, 3, 3, 4, 2],
    [3, 1, 5, 2, 2, 3, 3, 1, 1, 1, 2, 2, 3, 4, 4, 5, 2, 2, 2, 3, 3],
    [4, 4, 2, 4, 3, 4, 4, 2, 4, 5, 5, 2, 1, 1, 1, 1, 3, 4, 4, 4, 5],
    [1, 2, 3, 5, 4, 5, 5, 4, 5, 4, 4, 4, 5, 5, 2, 2, 4, 5, 4, 1, 4],
    [5, 5, 1, 3, 2, 1, 1, 5, 2, 2, 3, 3, 4, 2, 5, 4, 1, 1, 1, 2, 1],
])  # fmt: skip

# What the published surcharges imply for the fourteen municipalities of Twente together.
TWENTE_INHABITANTS = 624_258

PRICE_PER_FTE = Decimal(70_000)

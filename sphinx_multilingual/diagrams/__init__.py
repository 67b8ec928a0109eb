"""How does a table become a drawing: as text, in each language, for pages and books?"""

from .drawing import setup_diagrams as setup_diagrams

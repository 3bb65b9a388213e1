"""Two import contracts that import-linter doesn't ship: stores stay at home, and pure packages stay pure."""

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OwnStore(Contract):
    """Each package's stores (`store`, `*_store`) are imported by that package only; the others use its face."""

    type_name = "own_store"
    package: Any = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Find every import of a store that comes from another package."""
        del verbose
        stores = [name for name in sorted(graph.modules) if name.endswith((".store", "_store"))]
        strangers = [
            (importer, store)
            for store in stores
            if store.startswith(f"{self.package}.")
            for importer in sorted(graph.find_modules_that_directly_import(store))
            if importer.split(".")[:2] != store.split(".")[:2]
        ]
        return ContractCheck(kept=not strangers, metadata={"strangers": strangers})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each importer and the store that isn't its own."""
        for importer, store in check.metadata["strangers"]:
            output.print_error(f"{importer} imports {store}: import the package's face instead")


class Pure(Contract):
    """The named packages reach none of the named libraries, on no path. A package may be absent."""

    type_name = "pure"
    packages: Any = fields.ListField(subfield=fields.StringField())
    libraries: Any = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Find the shortest way from each package to each library."""
        del verbose
        chains = [
            chain
            for package in self.packages
            for library in self.libraries
            if package in graph.modules and library in graph.modules
            for chain in [graph.find_shortest_chain(package, library, as_packages=True)]
            if chain is not None
        ]
        return ContractCheck(kept=not chains, metadata={"chains": chains})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each way, step by step."""
        for chain in check.metadata["chains"]:
            output.print_error(" -> ".join(chain))

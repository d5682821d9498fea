"""Who may see what, as one object that both indexes are filtered with."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.model import UMUM, Jenis, Passage, StatusBerlaku


@dataclass(frozen=True, slots=True)
class Scope:
    """A search may only return passages that this admits.

    ``pemilik`` are the owners whose material may be seen; public material is seen only where ``umum`` is
    among them.  None in a field means no limit of that kind.
    """

    pemilik: frozenset[str] = frozenset({UMUM})
    jenis: frozenset[Jenis] | None = None
    sumber: frozenset[str] | None = None
    tahun: tuple[int, int] | None = None
    """First and last year, inclusive; a passage without a year is outside of any range."""
    hanya_berlaku: bool = False
    """Only rules that are in force (changed ones included)."""

    def admits(self, passage: Passage) -> bool:
        """Whether a passage may be shown.  The definition; faster forms are tested against it."""
        return (
            passage.pemilik in self.pemilik
            and (self.jenis is None or passage.jenis in self.jenis)
            and (self.sumber is None or passage.sumber_id in self.sumber)
            and (
                self.tahun is None
                or (passage.tahun is not None and self.tahun[0] <= passage.tahun <= self.tahun[1])
            )
            and not (self.hanya_berlaku and passage.status is StatusBerlaku.DICABUT)
        )

    def narrowed(self, **limits: object) -> Scope:
        """A copy with further limits.  Owners can only be taken away, never added."""
        wanted = limits.get("pemilik")
        if isinstance(wanted, frozenset) and not wanted <= self.pemilik:
            raise ValueError("a scope cannot be widened")
        return replace(self, **limits)  # type: ignore[arg-type]


PUBLIK = Scope()
"""Public knowledge only: what a group may see."""


def for_person(user_id: str | int, instansi_id: str | None = None) -> Scope:
    """Public knowledge, a person's own material, and that of the person's office."""
    owners = {UMUM, f"pengguna:{user_id}"}
    if instansi_id:
        owners.add(f"instansi:{instansi_id}")
    return Scope(frozenset(owners))

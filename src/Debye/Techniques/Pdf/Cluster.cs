using System.Collections.Immutable;
using Debye.Crystals;

namespace Debye.Techniques.Pdf;

/// <summary>One atom of a cluster.</summary>
/// <param name="Species">What it is.</param>
/// <param name="Position">Where it is, Å.</param>
/// <param name="UisoAngstrom2">Its mean-square displacement, Å²; null when not known.</param>
public readonly record struct ClusterAtom(Species Species, CartesianPosition Position, double? UisoAngstrom2 = null);

/// <summary>A finite group of atoms: a molecule, a nanoparticle.</summary>
public sealed record Cluster
{
    /// <summary>Name in its source.</summary>
    public string Id { get; init; } = "";

    /// <summary>All atoms.</summary>
    public required ImmutableArray<ClusterAtom> Atoms { get; init; }

    /// <summary>Cuts a sphere out of a crystal.</summary>
    /// <param name="structure">The crystal; partly occupied sites are refused.</param>
    /// <param name="diameterAngstrom">Diameter, Å, above 0 and up to 200.</param>
    /// <param name="centre">Its centre, fractional; null for the origin.</param>
    /// <exception cref="ArgumentException">A site is partly occupied, or no atom lies in the sphere.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The diameter is out of range.</exception>
    public static Cluster Sphere(Structure structure, double diameterAngstrom, FractionalPosition? centre = null)
    {
        ArgumentNullException.ThrowIfNull(structure);
        if (!(diameterAngstrom is > 0 and <= 200))
            throw new ArgumentOutOfRangeException(
                nameof(diameterAngstrom),
                diameterAngstrom,
                "The diameter must be above 0 and up to 200 Å."
            );
        if (structure.Sites.Any(site => site.Occupancy != 1))
            throw new ArgumentException("A particle can only be cut from a crystal whose sites are fully occupied.", nameof(structure));
        var translations = new LatticeTranslations();
        translations.Build(structure.Lattice, diameterAngstrom / 2);
        var atoms = ImmutableArray.CreateBuilder<ClusterAtom>();
        foreach (var site in structure.Sites)
        {
            var d = site.Position - (centre ?? default);
            var p = structure.Lattice.ToCartesian(
                new FractionalPosition(d.X - Math.Round(d.X), d.Y - Math.Round(d.Y), d.Z - Math.Round(d.Z))
            );
            for (var i = 0; i < translations.Count; i++)
            {
                var position = new CartesianPosition(p.X + translations.X[i], p.Y + translations.Y[i], p.Z + translations.Z[i]);
                if (position.Length <= diameterAngstrom / 2)
                    atoms.Add(new ClusterAtom(site.Species, position, site.UisoAngstrom2));
            }
        }

        if (atoms.Count == 0)
            throw new ArgumentException(Invariant($"No atom lies within {diameterAngstrom / 2:g3} Å of the centre."), nameof(structure));
        return new Cluster { Id = structure.Id, Atoms = atoms.ToImmutable() };
    }
}

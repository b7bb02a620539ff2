using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Debye.Crystals;

/// <summary>Anisotropic displacement parameters U in the CIF convention, Å².</summary>
public readonly record struct AnisotropicDisplacement(double U11, double U22, double U33, double U12, double U13, double U23);

/// <summary>One scattering centre of the cell. A mixed position is several sites with the same position.</summary>
/// <param name="Species">What sits there.</param>
/// <param name="Position">Fractional coordinates.</param>
/// <param name="Occupancy">Share of cells in which it is there, 0…1.</param>
/// <param name="UisoAngstrom2">Isotropic mean-square displacement, Å²; null when the source gives none.</param>
/// <param name="Uij">Anisotropic displacement, Å²; null when the source gives none. Takes precedence over Uiso.</param>
public sealed record Site(
    Species Species,
    FractionalPosition Position,
    double Occupancy = 1,
    double? UisoAngstrom2 = null,
    AnisotropicDisplacement? Uij = null
);

/// <summary>A crystal: a lattice and every site of one cell (all symmetry-equivalent sites written out).</summary>
public sealed record Structure
{
    /// <summary>Name in its source: a database id, a CIF data block.</summary>
    public string Id { get; init; } = "";

    /// <summary>The cell.</summary>
    public required Lattice Lattice { get; init; }

    /// <summary>All sites of the cell.</summary>
    public required ImmutableArray<Site> Sites { get; init; }

    /// <summary>Space-group number the source states (1…230), or null. A claim, not a finding.</summary>
    public int? StatedSpaceGroup { get; init; }

    /// <summary>
    /// Operations under which the sites are known to be invariant, in this cell, centring included; empty when unknown.
    /// Generated crystals and CIFs with operations carry them, so that nothing needs to search for symmetry.
    /// </summary>
    public ImmutableArray<SymmetryOperation> KnownOperations { get; init; } = [];

    /// <summary>Reduced formula, electropositive elements first: "TiO2".</summary>
    public string Formula => FormulaOf(Sites);

    private static string FormulaOf(ImmutableArray<Site> sites)
    {
        var amounts = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var site in sites)
            amounts[site.Species.Symbol] = amounts.GetValueOrDefault(site.Species.Symbol) + site.Occupancy;
        var divisor = CommonDivisor(amounts.Values);
        var text = new StringBuilder();
        foreach (var (symbol, amount) in InOrder(amounts))
        {
            text.Append(symbol);
            var reduced = Math.Round(amount / divisor, 3);
            if (reduced != 1)
                text.Append(CultureInfo.InvariantCulture, $"{reduced}");
        }

        return text.ToString();
    }

    /// <summary>Electropositive elements first; those without electronegativity last.</summary>
    private static IEnumerable<KeyValuePair<string, double>> InOrder(SortedDictionary<string, double> amounts) =>
        amounts
            .OrderBy(pair => Elements.Electronegativity(Elements.AtomicNumber(pair.Key)) is var x && double.IsNaN(x) ? double.MaxValue : x)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal);

    private static double CommonDivisor(IEnumerable<double> amounts)
    {
        long divisor = 0;
        foreach (var amount in amounts)
        {
            if (Math.Abs(amount - Math.Round(amount)) > 1e-6)
                return 1;
            var (x, y) = ((long)Math.Round(amount), divisor);
            while (y != 0)
                (x, y) = (y, x % y);
            divisor = x;
        }

        return Math.Max(1, divisor);
    }
}

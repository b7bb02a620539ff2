using System.Collections.Immutable;
using System.Globalization;

namespace Debye.Techniques.Spectra.Lines;

/// <summary>The strong gamma lines of neutron capture.</summary>
/// <remarks>
/// The strongest lines of the elements of common materials; energies to about 0.1 keV, cross sections as measured at the Budapest facility.
/// Source: Zs. Révay, G. L. Molnár, T. Belgya, Zs. Kasztovszky, R. B. Firestone, J. Radioanal. Nucl. Chem. 244, 383 (2000) and 248, 395
/// (2001); the evaluated successor is H. D. Choi et al., Database of Prompt Gamma Rays from Slow Neutron Capture for Elemental Analysis,
/// IAEA (2007).
/// </remarks>
public static class PromptGammaLines
{
    /// <summary>Energy of annihilation, keV.</summary>
    public const double AnnihilationKeV = 511;

    /// <summary>All lines, by element and energy.</summary>
    public static ImmutableArray<PromptGammaLine> All { get; } = [.. Resources.Rows("prompt_gamma_lines.tsv").Select(Parse)];

    /// <summary>Lines of an element, by energy; empty for one that is not listed.</summary>
    /// <param name="element">Symbol.</param>
    public static ImmutableArray<PromptGammaLine> Of(string element) => [.. All.Where(line => line.Element == element)];

    /// <summary>Lines in a range of energies, by cross section, the strongest first.</summary>
    /// <param name="fromKeV">Least energy, keV.</param>
    /// <param name="toKeV">Largest energy, keV.</param>
    public static ImmutableArray<PromptGammaLine> Within(double fromKeV, double toKeV) =>
        [.. All.Where(line => line.EnergyKeV >= fromKeV && line.EnergyKeV <= toKeV).OrderByDescending(line => line.CrossSectionBarn)];

    private static PromptGammaLine Parse(string[] cells) =>
        new(cells[0], Number(cells[1]), Number(cells[2]), cells.Length > 3 && cells[3].Length > 0 ? Number(cells[3]) : null);

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;

namespace Debye.Techniques.Spectra.Lines;

/// <summary>Names the peaks of a prompt-gamma spectrum.</summary>
/// <remarks>
/// Candidates are the lines, and the escape peaks of lines above 1.5 MeV, within the tolerance of a peak. A candidate is judged by how much
/// of the peak its element can explain: every other line l of the element bounds the amount of the element by (net area + 2 deviations)/(σₗ
/// εₗ), so that an element whose other lines are missing can explain little, however large its cross section. The efficiency ε falls as
/// E^−0.8 above 0.2 MeV, which is rough; a factor of 3 is allowed for it. Escape peaks are bounded by the area of their own line in the
/// same way. An element counts only if peaks are seen at lines that make up enough of its σ ε: one peak is no sign of an element with many
/// lines.
/// </remarks>
public sealed class PromptGammaPeaks
{
    private const double EfficiencySlack = 3;
    private const double LeastPairEnergyKeV = 1500;
    private const double EscapeHandicap = 0.5;
    private readonly SpectrumPeaks _peaks;
    private readonly PromptGammaOptions _options;
    private readonly PromptGammaLine[] _lines;
    private readonly Dictionary<PromptGammaLine, double> _amounts;
    private readonly Dictionary<string, double> _support;

    /// <summary>Prepares a spectrum.</summary>
    /// <param name="spectrum">Counts, or intensities in proportion to counts, in bins of a few keV; axis in keV.</param>
    /// <param name="options">Tolerances.</param>
    /// <exception cref="ArgumentException">The axis is not in keV, or there are fewer than 16 points.</exception>
    public PromptGammaPeaks(MaterialSpectrum spectrum, PromptGammaOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        _options = options ?? new PromptGammaOptions();
        _options.Validate();
        if (spectrum.Unit != SpectrumAxisUnit.KiloElectronVolt)
            throw new ArgumentException($"Expected an axis in keV, got {spectrum.Unit}.", nameof(spectrum));
        if (spectrum.Length < 16)
            throw new ArgumentException($"Expected at least 16 points, got {spectrum.Length}.", nameof(spectrum));
        _peaks = new SpectrumPeaks(spectrum.Axis, spectrum.Intensity, _options.ToleranceKeV);
        var (low, high) = _peaks.Range;
        _lines = [.. PromptGammaLines.All.Where(line => line.EnergyKeV >= low && line.EnergyKeV <= high)];
        _amounts = _lines.GroupBy(line => line.Element).SelectMany(Amounts).ToDictionary();
        _support = _lines
            .GroupBy(line => line.Element)
            .ToDictionary(lines => lines.Key, lines => lines.Where(IsSeen).Sum(Strength) / lines.Sum(Strength));
    }

    /// <summary>Names of the peaks in a band, the largest peak first; peaks that no line explains are left out.</summary>
    /// <param name="fromKeV">Lower end of the band, keV.</param>
    /// <param name="toKeV">Upper end of the band, keV.</param>
    public ImmutableArray<PromptGammaAssignment> Assign(double fromKeV, double toKeV)
    {
        var half = 0.5 * _peaks.BinWidth;
        var found = _peaks
            .Within(fromKeV - half, toKeV + half, _options.LeastSignificance)
            .Select(peak => (Area: _peaks.Area(peak, 0).Net, Best: Best(peak)));
        return [.. found.Where(item => item.Best is not null).OrderByDescending(item => item.Area).Select(item => item.Best!)];
    }

    /// <summary>
    /// Names of the largest peaks in a band as one text, by energy, such as "Fe 7631.1 keV; Fe 7645.5 keV"; null where no peak has a name.
    /// </summary>
    /// <param name="fromKeV">Lower end of the band, keV.</param>
    /// <param name="toKeV">Upper end of the band, keV.</param>
    /// <param name="most">Most names, 1 or more.</param>
    public string? Describe(double fromKeV, double toKeV, int most = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var names = Assign(fromKeV, toKeV)
            .Take(most)
            .OrderBy(assignment => assignment.PeakKeV)
            .Select(assignment => assignment.ToString())
            .Distinct()
            .ToArray();
        return names.Length == 0 ? null : string.Join("; ", names);
    }

    private PromptGammaAssignment? Best(double peak)
    {
        var (net, _) = _peaks.Area(peak, 0);
        if (Math.Abs(peak - PromptGammaLines.AnnihilationKeV) <= ToleranceAt(peak, 0))
            return new PromptGammaAssignment(peak, null, PromptGammaKind.FullEnergy, 1);
        return _lines
            .Where(line => _support[line.Element] >= _options.LeastSupport)
            .SelectMany(line => Candidates(line, peak, net))
            .Where(candidate => candidate.Share >= _options.LeastShare)
            .MaxBy(candidate => candidate.Share * Closeness(candidate) * _support[candidate.Line!.Value.Element]);
    }

    private IEnumerable<PromptGammaAssignment> Candidates(PromptGammaLine line, double peak, double net)
    {
        foreach (var kind in Enum.GetValues<PromptGammaKind>())
        {
            if (kind != PromptGammaKind.FullEnergy && line.EnergyKeV < LeastPairEnergyKeV)
                yield break;
            var candidate = new PromptGammaAssignment(peak, line, kind, 0);
            if (Math.Abs(candidate.EnergyKeV - peak) > ToleranceAt(peak, line.DopplerHalfWidthKeV) || net <= 0)
                continue;
            yield return candidate with
            {
                Share = kind == PromptGammaKind.FullEnergy ? OwnShare(line, net) : EscapeShare(line, net),
            };
        }
    }

    /// <summary>How much of a peak the element can explain by this line, given its other lines.</summary>
    private double OwnShare(PromptGammaLine line, double net)
    {
        var expected = _amounts[line] * Strength(line);
        return Math.Min(1, EfficiencySlack * expected / net);
    }

    private double EscapeShare(PromptGammaLine line, double net)
    {
        var full = Math.Max(0, Area(line).Net);
        if (full <= 0)
            return 0;
        // Escape peaks of germanium detectors grow with the energy above the pair threshold, to about half the full peak at 6 MeV.
        var ratio = Math.Min(1, 0.1 * (line.EnergyKeV - 1022) / 1000);
        return OwnShare(line, full) * Math.Min(1, EfficiencySlack * ratio * full / net);
    }

    /// <summary>
    /// For each line of an element the bound that its other lines set to the amount of the element: the least, or with many lines the one
    /// that a fifth of them fall below.
    /// </summary>
    private IEnumerable<(PromptGammaLine, double)> Amounts(IEnumerable<PromptGammaLine> lines)
    {
        var bounds = lines
            .Select(line =>
            {
                var (net, deviation) = Area(line);
                return (Line: line, Bound: (Math.Max(net, 0) + 2 * deviation) / Strength(line));
            })
            .ToArray();
        foreach (var (line, _) in bounds)
        {
            double[] others = [.. bounds.Where(item => item.Line != line).Select(item => item.Bound).Order()];
            yield return (line, others.Length == 0 ? double.PositiveInfinity : others[others.Length / 5]);
        }
    }

    private double Closeness(PromptGammaAssignment candidate)
    {
        var distance = (candidate.EnergyKeV - candidate.PeakKeV) / ToleranceAt(candidate.PeakKeV, candidate.Line?.DopplerHalfWidthKeV ?? 0);
        return Math.Exp(-0.5 * distance * distance) * (candidate.Kind == PromptGammaKind.FullEnergy ? 1 : EscapeHandicap);
    }

    private bool IsSeen(PromptGammaLine line) => Peak(line) is not null;

    /// <summary>Net area at the peak that is nearest to a line, or where the line should be.</summary>
    private (double Net, double Deviation) Area(PromptGammaLine line) =>
        _peaks.Area(Peak(line) ?? line.EnergyKeV, line.DopplerHalfWidthKeV);

    private double? Peak(PromptGammaLine line)
    {
        var half = ToleranceAt(line.EnergyKeV, line.DopplerHalfWidthKeV);
        var peaks = _peaks.Within(line.EnergyKeV - half, line.EnergyKeV + half, _options.LeastSignificance).ToArray();
        return peaks.Length == 0 ? null : peaks.MinBy(peak => Math.Abs(peak - line.EnergyKeV));
    }

    private double ToleranceAt(double energyKeV, double dopplerHalfWidthKeV) =>
        _options.ToleranceKeV + _options.RelativeTolerance * energyKeV + dopplerHalfWidthKeV;

    private static double Strength(PromptGammaLine line) => line.CrossSectionBarn * Math.Pow(Math.Max(line.EnergyKeV, 200) / 1000, -0.8);
}

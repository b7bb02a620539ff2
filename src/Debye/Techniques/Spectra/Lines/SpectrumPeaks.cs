namespace Debye.Techniques.Spectra.Lines;

/// <summary>Net areas and peaks of a spectrum of counts in narrow bins over a sloping continuum.</summary>
/// <remarks>
/// The continuum under a peak is the line between the means of three bins on both sides, of two such means the lower one. The spread of the
/// net values of single bins over the root of the continuum, taken robustly over the whole spectrum, is the unit of significance: 1 for
/// pure counts, less where they were divided.
/// </remarks>
internal sealed class SpectrumPeaks
{
    private const double MadToDeviation = 1.4826;
    private readonly double[] _axis;
    private readonly double[] _intensity;
    private readonly double _unit;

    public SpectrumPeaks(ReadOnlySpan<double> axis, ReadOnlySpan<double> intensity, double toleranceKeV)
    {
        (_axis, _intensity, Tolerance) = (axis.ToArray(), intensity.ToArray(), toleranceKeV);
        BinWidth = (axis[^1] - axis[0]) / (axis.Length - 1);
        var deviations = new List<double>();
        for (var i = Reach(0) + 1; i < _axis.Length - Reach(0) - 1; i++)
        {
            var continuum = Continuum(i, i, Reach(0));
            if (continuum > 0)
                deviations.Add(Math.Abs(_intensity[i] - continuum) / Math.Sqrt(continuum));
        }

        deviations.Sort();
        _unit = deviations.Count == 0 ? 0 : MadToDeviation * deviations[deviations.Count / 2];
    }

    public double BinWidth { get; }

    public double Tolerance { get; }

    public (double Low, double High) Range => (_axis[0], _axis[^1]);

    /// <summary>Net area about an energy and its standard deviation, in the unit of the intensities.</summary>
    public (double Net, double Deviation) Area(double energyKeV, double extraHalfWidthKeV)
    {
        var centre = Nearest(energyKeV);
        var half = (int)Math.Round((Math.Max(Tolerance, BinWidth) + extraHalfWidthKeV) / BinWidth);
        var (low, high) = (Math.Max(0, centre - half), Math.Min(_axis.Length - 1, centre + half));
        var (net, under) = (0.0, 0.0);
        for (var i = low; i <= high; i++)
        {
            var continuum = Continuum(i, centre, Reach(extraHalfWidthKeV));
            (net, under) = (net + _intensity[i] - continuum, under + Math.Max(continuum, 0));
        }

        return (net, _unit * Math.Sqrt(under));
    }

    /// <summary>Centroids of the peaks in a range: bins above both neighbours that stand out of the continuum.</summary>
    public IEnumerable<double> Within(double fromKeV, double toKeV, double leastSignificance)
    {
        for (var i = Math.Max(1, Nearest(fromKeV)); i <= Math.Min(_axis.Length - 2, Nearest(toKeV)); i++)
        {
            if (_intensity[i] <= _intensity[i - 1] || _intensity[i] < _intensity[i + 1])
                continue;
            var continuum = Continuum(i, i, Reach(0));
            if (_intensity[i] - continuum < leastSignificance * _unit * Math.Sqrt(Math.Max(continuum, 0)) || _intensity[i] <= continuum)
                continue;
            var (sum, moment) = (0.0, 0.0);
            for (var k = i - 1; k <= i + 1; k++)
            {
                var net = Math.Max(0, _intensity[k] - continuum);
                (sum, moment) = (sum + net, moment + net * _axis[k]);
            }

            yield return moment / sum;
        }
    }

    private int Reach(double extraHalfWidthKeV) => Math.Max(3, (int)Math.Ceiling((2 * Tolerance + extraHalfWidthKeV) / BinWidth) + 1);

    private int Nearest(double energyKeV)
    {
        var at = Array.BinarySearch(_axis, energyKeV);
        if (at >= 0)
            return at;
        at = Math.Clamp(~at, 1, _axis.Length - 1);
        return energyKeV - _axis[at - 1] < _axis[at] - energyKeV ? at - 1 : at;
    }

    private double Continuum(int at, int centre, int reach)
    {
        // Where another peak stands on one side, the continuum is read beyond it.
        var (left, right) = (
            Math.Min(Mean(centre - reach), Mean(centre - reach - 3)),
            Math.Min(Mean(centre + reach), Mean(centre + reach + 3))
        );
        return left + (right - left) * (at - centre + reach) / (2 * reach);
    }

    private double Mean(int centre)
    {
        var (sum, count) = (0.0, 0);
        for (var i = Math.Max(0, centre - 1); i <= Math.Min(_axis.Length - 1, centre + 1); i++)
            (sum, count) = (sum + _intensity[i], count + 1);
        return count == 0 ? _intensity[Math.Clamp(centre, 0, _intensity.Length - 1)] : sum / count;
    }
}

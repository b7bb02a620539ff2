using Debye.Spectra;

namespace Debye.Techniques.Xrd;

/// <summary>A uniform axis to render on: steps of 2θ, of Q, or of ln Q.</summary>
/// <param name="Kind">2θ (degrees) or Q (1/Å).</param>
/// <param name="IsLogarithmic">Whether the steps are steps of the logarithm.</param>
/// <param name="First">First value (or its logarithm).</param>
/// <param name="Step">Step (or step of the logarithm).</param>
/// <param name="Count">Number of points.</param>
public readonly record struct XrdGrid(AxisKind Kind, bool IsLogarithmic, double First, double Step, int Count)
{
    /// <summary>Uniform in 2θ, both ends included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two points, or the range is not inside 0…180°.</exception>
    public static XrdGrid TwoTheta(double firstDegrees, double lastDegrees, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lastDegrees, 180);
        return Make(AxisKind.TwoThetaDegrees, false, firstDegrees, lastDegrees, count);
    }

    /// <summary>Uniform in Q = 2π/d, both ends included, 1/Å.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two points or an empty range.</exception>
    public static XrdGrid Q(double firstPerAngstrom, double lastPerAngstrom, int count) =>
        Make(AxisKind.QPerAngstrom, false, firstPerAngstrom, lastPerAngstrom, count);

    /// <summary>Uniform in ln Q, both ends included, 1/Å: a scaled cell is a shift.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two points or an empty range.</exception>
    public static XrdGrid LogQ(double firstPerAngstrom, double lastPerAngstrom, int count) =>
        Make(AxisKind.QPerAngstrom, true, firstPerAngstrom, lastPerAngstrom, count);

    /// <summary>The axis value of point <paramref name="index"/>: degrees or 1/Å.</summary>
    public double this[int index] => IsLogarithmic ? Math.Exp(First + index * Step) : First + index * Step;

    /// <summary>All axis values.</summary>
    public double[] ToArray()
    {
        var values = new double[Count];
        for (var i = 0; i < Count; i++)
            values[i] = this[i];
        return values;
    }

    /// <summary>Fractional index of a position and how many steps one degree of 2θ is there.</summary>
    internal (double Index, double StepsPerDegree) Locate(double twoThetaDegrees, double wavelengthAngstrom)
    {
        if (Kind == AxisKind.TwoThetaDegrees)
            return ((twoThetaDegrees - First) / Step, 1 / Step);
        var (sin, cos) = Math.SinCos(twoThetaDegrees * (Math.PI / 360));
        var q = 4 * Math.PI * sin / wavelengthAngstrom;
        var perDegree = 4 * Math.PI * cos / wavelengthAngstrom * (Math.PI / 360);
        return IsLogarithmic ? ((Math.Log(q) - First) / Step, perDegree / q / Step) : ((q - First) / Step, perDegree / Step);
    }

    private static XrdGrid Make(AxisKind kind, bool log, double first, double last, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(first, 0);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(last, first);
        if (log)
            (first, last) = (Math.Log(first), Math.Log(last));
        return new XrdGrid(kind, log, first, (last - first) / (count - 1), count);
    }
}

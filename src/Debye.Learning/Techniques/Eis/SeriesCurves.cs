using System.Numerics;

namespace Debye.Learning.Techniques.Eis;

/// <summary>The curves over ln ω that <see cref="SeriesFeatures"/> describes, at the measured points.</summary>
internal sealed class SeriesCurves
{
    private const double Smallest = 1e-12;

    public SeriesCurves((double FrequencyHertz, Complex ImpedanceOhm)[] points)
    {
        LnOmega = Array.ConvertAll(points, point => Math.Log(AutoEcmFiles.RadianPerHertz * point.FrequencyHertz));
        var largest = points.Max(point => point.ImpedanceOhm.Real);
        Scale = largest > 0 ? largest : Math.Max(double.Epsilon, points.Max(point => point.ImpedanceOhm.Magnitude));
        Real = Array.ConvertAll(points, point => point.ImpedanceOhm.Real / Scale);
        Capacitive = Array.ConvertAll(points, point => -point.ImpedanceOhm.Imaginary / Scale);
        var modulus = Array.ConvertAll(points, point => Ln(point.ImpedanceOhm.Magnitude / Scale));
        var phase = Array.ConvertAll(points, point => point.ImpedanceOhm.Phase);
        var (lnReal, lnImaginary) = (Array.ConvertAll(Real, Ln), Array.ConvertAll(Capacitive, Ln));
        var realSlope = Slope(Real);
        var lnRealSlope = Array.ConvertAll(realSlope, Ln);
        var phaseSlope = Slope(phase);
        All =
        [
            Real,
            Capacitive,
            modulus,
            phase,
            lnImaginary,
            lnRealSlope,
            Slope(modulus),
            phaseSlope,
            Slope(phaseSlope),
            Slope(lnReal),
            Slope(lnImaginary),
            Slope(lnRealSlope),
            Slope(Slope(lnImaginary)),
            Slope(Slope(lnRealSlope)),
        ];
    }

    /// <summary>Names of the curves in the order of <see cref="All"/>.</summary>
    public static string[] Names { get; } =
    [
        "real",
        "capacitive",
        "lnModulus",
        "phase",
        "lnImaginary",
        "lnRealSlope",
        "lnModulus'",
        "phase'",
        "phase''",
        "lnReal'",
        "lnImaginary'",
        "lnRealSlope'",
        "lnImaginary''",
        "lnRealSlope''",
    ];

    /// <summary>ln(ω s), ascending.</summary>
    public double[] LnOmega { get; }

    /// <summary>The largest real part, Ω.</summary>
    public double Scale { get; }

    /// <summary>Z′ over the largest real part.</summary>
    public double[] Real { get; }

    /// <summary>−Z″ over the largest real part.</summary>
    public double[] Capacitive { get; }

    /// <summary>All curves.</summary>
    public double[][] All { get; }

    private static double Ln(double value) => Math.Log(Math.Max(Smallest, Math.Abs(value)));

    /// <summary>Slope over ln ω by the points on both sides; at the ends by the outermost two.</summary>
    private double[] Slope(double[] y)
    {
        var slope = new double[y.Length];
        for (var i = 0; i < y.Length; i++)
        {
            var (left, right) = (Math.Max(0, i - 1), Math.Min(y.Length - 1, i + 1));
            slope[i] = (y[right] - y[left]) / (LnOmega[right] - LnOmega[left]);
        }

        return slope;
    }
}

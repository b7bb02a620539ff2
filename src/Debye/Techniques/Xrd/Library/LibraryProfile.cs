using System.Numerics.Tensors;
using Debye.Crystals;

namespace Debye.Techniques.Xrd.Library;

/// <summary>Renders a library entry on the ln Q grid and compares it with a measured pattern; one per thread.</summary>
/// <remarks>
/// Peaks have one width in 2θ, so that their height follows the integrated intensity. The comparison is the cosine between
/// the square roots of the two profiles over the measured range.
/// </remarks>
internal sealed class LibraryProfile(int points)
{
    private const int TableSteps = 256;
    private const double Support = 3.0;
    private static readonly float[] Gaussian = MakeGaussian();

    private readonly float[] _profile = new float[points];
    private readonly double _perStep = 1 / XrdFeatures.LogStep(points);
    private readonly double _minLog = Math.Log(XrdFeatures.MinQPerAngstrom);

    /// <summary>The square-rooted profile of the last rendering.</summary>
    public ReadOnlySpan<float> Values => _profile;

    /// <summary>Renders the entry under a reciprocal metric and returns the cosine with the query.</summary>
    /// <param name="entry">Reflections and intensities.</param>
    /// <param name="metric">G11 G22 G33 G23 G13 G12, 1/Å².</param>
    /// <param name="sigmaDegrees">Gaussian width of a peak in 2θ (Cu Kα1), degrees.</param>
    /// <param name="query">Features of the measured pattern, unit norm over the measured range.</param>
    /// <param name="first">First measured index.</param>
    /// <param name="last">Last measured index.</param>
    public double Score(
        LibraryEntry entry,
        ReadOnlySpan<double> metric,
        double sigmaDegrees,
        ReadOnlySpan<float> query,
        int first,
        int last
    )
    {
        Render(entry, metric, sigmaDegrees);
        var window = _profile.AsSpan(first, last - first + 1);
        TensorPrimitives.Sqrt<float>(window, window);
        var norm = TensorPrimitives.Norm<float>(window);
        return norm > 0 ? TensorPrimitives.Dot<float>(window, query.Slice(first, window.Length)) / norm : 0;
    }

    /// <summary>Further figures of the last rendering that <see cref="Score"/> compared.</summary>
    public ProfileAgreement Compare(ReadOnlySpan<float> query, int first, int last) =>
        ProfileAgreement.Of(query[first..(last + 1)], _profile.AsSpan(first, last - first + 1));

    /// <summary>Adds every reflection's peak to a cleared buffer.</summary>
    public void Render(LibraryEntry entry, ReadOnlySpan<double> metric, double sigmaDegrees)
    {
        _profile.AsSpan().Clear();
        var sigmaTheta = sigmaDegrees * (Math.PI / 360);
        const double quarterWavelength = XrdFeatures.ReferenceWavelengthAngstrom / 2;
        for (var i = 0; i < entry.Count; i++)
        {
            var inverseD = Math.Sqrt(entry.InverseDSquared(i, metric));
            var sine = quarterWavelength * inverseD;
            if (!(sine > 0.02) || sine >= 0.75)
                continue;
            var centre = (Math.Log(2 * Math.PI * inverseD) - _minLog) * _perStep;
            var tangent = sine / Math.Sqrt(1 - sine * sine);
            var sigma = Math.Max(0.6, sigmaTheta / tangent * _perStep);
            AddPeak(centre, sigma, entry.Amplitudes[i] * entry.Amplitudes[i]);
        }
    }

    private void AddPeak(double centre, double sigma, float height)
    {
        int from = Math.Max(0, (int)Math.Ceiling(centre - Support * sigma)),
            to = Math.Min(_profile.Length - 1, (int)Math.Floor(centre + Support * sigma));
        var scale = (float)(TableSteps / (Support * sigma));
        for (var i = from; i <= to; i++)
        {
            var distance = Math.Abs((float)(i - centre)) * scale;
            _profile[i] += height * Gaussian[(int)distance];
        }
    }

    private static float[] MakeGaussian()
    {
        var table = new float[TableSteps + 2];
        for (var i = 0; i < table.Length; i++)
        {
            var x = (i + 0.5) * Support / TableSteps;
            table[i] = (float)Math.Exp(-0.5 * x * x);
        }

        return table;
    }
}

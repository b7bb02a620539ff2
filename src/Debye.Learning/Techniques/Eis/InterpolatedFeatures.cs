using System.Collections.Immutable;
using System.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Both parts of Z at 30 fixed frequencies, divided by the largest real part: the input of the AutoECM benchmark.</summary>
/// <remarks>
/// The set's frequencies, 10…10⁵ in geometric steps, are angular ones (see <see cref="AutoEcmFiles.RadianPerHertz"/>). Values are
/// interpolated linearly in the linear frequency; beyond both ends the outermost two points are prolonged. First come 30 real parts,
/// then 30 negative imaginary parts.
/// Source: J. Schaeffer et al., J. Electrochem. Soc. 170, 060512 (2023), doi 10.1149/1945-7111/acd8fb.
/// </remarks>
public sealed class InterpolatedFeatures : IEisFeatures
{
    /// <summary>The identifier.</summary>
    public const string Identifier = "interpolated-60-1";

    private const int Points = 30;
    private static readonly double[] Basis = FrequencyGrid.Logarithmic(10, 1e5, Points);

    /// <inheritdoc/>
    public string Id => Identifier;

    /// <inheritdoc/>
    public ImmutableArray<string> Names { get; } =
    [.. Enumerable.Range(0, Points).Select(i => Invariant($"re{i}")), .. Enumerable.Range(0, Points).Select(i => Invariant($"negim{i}"))];

    /// <inheritdoc/>
    public void Compute(ImpedanceSpectrum spectrum, Span<float> features)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        if (features.Length != 2 * Points)
            throw new ArgumentException($"Expected room for {2 * Points} features, got {features.Length}.", nameof(features));
        var points = EisPoints.Ascending(spectrum);
        Span<Complex> values = stackalloc Complex[Points];
        var largest = double.NegativeInfinity;
        for (int i = 0, k = 0; i < Points; i++)
        {
            var frequency = Basis[i] / AutoEcmFiles.RadianPerHertz;
            while (k < points.Length - 2 && points[k + 1].FrequencyHertz < frequency)
                k++;
            var (left, right) = (points[k], points[k + 1]);
            values[i] =
                left.ImpedanceOhm
                + (right.ImpedanceOhm - left.ImpedanceOhm)
                    * ((frequency - left.FrequencyHertz) / (right.FrequencyHertz - left.FrequencyHertz));
            largest = Math.Max(largest, values[i].Real);
        }

        // A spectrum without any positive real part is no passive one; its scale is then the modulus.
        if (!(largest > 0))
            foreach (var value in values)
                largest = Math.Max(largest, value.Magnitude);
        for (var i = 0; i < Points; i++)
        {
            features[i] = (float)(values[i].Real / largest);
            features[Points + i] = (float)(-values[i].Imaginary / largest);
        }
    }
}

namespace Debye.Techniques.Pdf;

/// <summary>Discrete sine transform y_m = Σ x_k sin(π mk/n), k, m = 0…n−1, of one length. Keeps buffers: one for each thread.</summary>
/// <remarks>
/// Its own inverse up to the factor 2/n. The odd sequence is folded into a real one of length n and that into a complex one
/// of n/2. Source of the folding: W. H. Press et al., Numerical Recipes, 3rd ed. (2007), section 12.4.1.
/// </remarks>
public sealed class SineTransform
{
    private readonly FourierPlan _plan;
    private readonly double[] _sine;
    private readonly double[] _cosine;
    private readonly double[] _folded;

    /// <summary>Creates the transform of a length.</summary>
    /// <param name="length">Number of points, a power of two, 4 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is no power of two.</exception>
    public SineTransform(int length)
    {
        if (length < 4 || !System.Numerics.BitOperations.IsPow2(length))
            throw new ArgumentOutOfRangeException(nameof(length), length, "The length must be a power of two, 4 or more.");
        Length = length;
        _plan = new FourierPlan(length / 2);
        (_sine, _cosine, _folded) = (new double[length], new double[length], new double[length]);
        for (var i = 0; i < length; i++)
            (_sine[i], _cosine[i]) = Math.SinCos(Math.PI * i / length);
    }

    /// <summary>Number of points.</summary>
    public int Length { get; }

    /// <summary>Transforms in place.</summary>
    /// <param name="values">As many values as <see cref="Length"/>; the first counts as 0.</param>
    /// <exception cref="ArgumentException">The number of values is not <see cref="Length"/>.</exception>
    public void Apply(Span<double> values)
    {
        if (values.Length != Length)
            throw new ArgumentException($"Expected {Length} values, got {values.Length}.", nameof(values));
        Fold(values);
        var re = _plan.Real;
        var im = _plan.Imaginary;
        for (var i = 0; i < re.Length; i++)
            (re[i], im[i]) = (_folded[2 * i], _folded[2 * i + 1]);
        _plan.Transform();
        Unfold(values);
    }

    /// <summary>
    /// A real sequence whose transform has the even terms as imaginary parts and differences of the odd ones as real parts.
    /// </summary>
    private void Fold(ReadOnlySpan<double> x)
    {
        _folded[0] = 0;
        for (int j = 1, k = Length - 1; j <= k; j++, k--)
        {
            var sum = _sine[j] * (x[j] + x[k]);
            var difference = 0.5 * (x[j] - x[k]);
            _folded[j] = sum + difference;
            _folded[k] = sum - difference;
        }
    }

    private void Unfold(Span<double> y)
    {
        var re = _plan.Real;
        var im = _plan.Imaginary;
        var half = re.Length;
        var odd = 0.5 * (re[0] + im[0]);
        (y[0], y[1]) = (0, odd);
        for (int k = 1, mirror = half - 1; k < half; k++, mirror--)
        {
            // Spectrum of the real sequence from that of its even and odd samples packed as one complex sequence.
            var (evenRe, evenIm) = (0.5 * (re[k] + re[mirror]), 0.5 * (im[k] - im[mirror]));
            var (oddRe, oddIm) = (0.5 * (im[k] + im[mirror]), -0.5 * (re[k] - re[mirror]));
            var (c, s) = (_cosine[2 * k], -_sine[2 * k]);
            odd += evenRe + oddRe * c - oddIm * s;
            y[2 * k] = -(evenIm + oddRe * s + oddIm * c);
            y[2 * k + 1] = odd;
        }
    }
}

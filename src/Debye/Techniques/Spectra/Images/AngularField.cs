namespace Debye.Techniques.Spectra.Images;

/// <summary>Gramian angular fields: images of a spectrum in which every pixel relates two of its points.</summary>
/// <remarks>
/// Means of segments are brought to a range within −1…1; φ = arccos of them. Summation: cos(φᵢ + φⱼ) = cᵢcⱼ − sᵢsⱼ; difference:
/// sin(φᵢ − φⱼ) = sᵢcⱼ − cᵢsⱼ, c = cos φ, s = √(1 − c²). A constant spectrum gives 1 everywhere or 0 everywhere. Source: Z. Wang and
/// T. Oates, IJCAI 2015, 3939, arXiv 1506.00327. Holds buffers: one for each thread.
/// </remarks>
public sealed class AngularField
{
    private readonly AngularFieldOptions _options;
    private readonly PiecewiseAggregation _aggregation;
    private readonly double[] _cosines;
    private readonly double[] _sines;
    private readonly float[] _narrowCosines;
    private readonly float[] _narrowSines;

    /// <summary>Prepares buffers.</summary>
    /// <param name="length">Points of a spectrum.</param>
    /// <param name="options">Settings; the size is at most <paramref name="length"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public AngularField(int length, AngularFieldOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_options, _aggregation) = (options, new PiecewiseAggregation(length, options.Size, options.Overlapping));
        (_cosines, _sines, _narrowCosines, _narrowSines) = (new double[Size], new double[Size], new float[Size], new float[Size]);
    }

    /// <summary>Points of a spectrum.</summary>
    public int Length => _aggregation.Length;

    /// <summary>Rows and columns of the image.</summary>
    public int Size => _options.Size;

    /// <summary>Calculates the field in double precision.</summary>
    /// <param name="spectrum"><see cref="Length"/> finite values.</param>
    /// <param name="destination">Room for <see cref="Size"/>² pixels, row-major, −1…1.</param>
    /// <exception cref="ArgumentException">A length does not match, a value is not finite, or lies outside of −1…1 though nothing is
    /// rescaled.</exception>
    public void Fill(ReadOnlySpan<double> spectrum, Span<double> destination)
    {
        RequireRoom(destination.Length);
        Prepare(spectrum);
        if (_options.Kind == AngularFieldKind.Summation)
            ImageKernels.CrossDifference<double>(_cosines, _cosines, _sines, _sines, destination);
        else
            ImageKernels.CrossDifference<double>(_sines, _cosines, _cosines, _sines, destination);
    }

    /// <summary>Calculates the field in single precision: what networks take. The angles are still found in double precision.</summary>
    /// <param name="spectrum"><see cref="Length"/> finite values.</param>
    /// <param name="destination">Room for <see cref="Size"/>² pixels, row-major, −1…1.</param>
    /// <exception cref="ArgumentException">A length does not match, a value is not finite, or lies outside of −1…1 though nothing is
    /// rescaled.</exception>
    public void Fill(ReadOnlySpan<double> spectrum, Span<float> destination)
    {
        RequireRoom(destination.Length);
        Prepare(spectrum);
        for (var i = 0; i < Size; i++)
            (_narrowCosines[i], _narrowSines[i]) = ((float)_cosines[i], (float)_sines[i]);
        if (_options.Kind == AngularFieldKind.Summation)
            ImageKernels.CrossDifference<float>(_narrowCosines, _narrowCosines, _narrowSines, _narrowSines, destination);
        else
            ImageKernels.CrossDifference<float>(_narrowSines, _narrowCosines, _narrowCosines, _narrowSines, destination);
    }

    private void RequireRoom(int length)
    {
        if (length != Size * Size)
            throw new ArgumentException(Invariant($"Expected room for {Size}² pixels, got {length}."), nameof(length));
    }

    private void Prepare(ReadOnlySpan<double> spectrum)
    {
        _aggregation.Apply(spectrum, _cosines);
        double least = _cosines.Min(),
            most = _cosines.Max();
        if (!_options.Rescale && !(least >= -1 && most <= 1))
            throw new ArgumentException(Invariant($"Expected values in −1…1, got {least}…{most}: rescale them."), nameof(spectrum));
        // Scale and offset as in scikit-learn: near ±1 the sine shows every rounding.
        var scale = most > least ? (_options.High - _options.Low) / (most - least) : 1;
        var offset = _options.Low - least * scale;
        for (var i = 0; i < Size; i++)
        {
            if (_options.Rescale)
                _cosines[i] = _cosines[i] * scale + offset;
            _sines[i] = Math.Sqrt(Math.Clamp(1 - _cosines[i] * _cosines[i], 0, 1));
        }
    }
}

namespace Debye.Techniques.Spectra.Alignment;

/// <summary>Brings spectra of differently calibrated detectors to common bins of equal width.</summary>
/// <remarks>
/// Bins are filled by <see cref="Method"/>, then every <see cref="Gather"/> neighbours are added up, and the first <see cref="Drop"/> sums
/// are left out. Interpolation over 16,384 bins, Gather 4, Drop 40 is the recipe of the prompt-gamma set of N. A. Mahynski et al.,
/// J. Radioanal. Nucl. Chem. 332, 3259 (2023), doi 10.1007/s10967-023-09024-x.
/// </remarks>
public sealed record SpectrumAlignment
{
    /// <summary>Lower edge of the first bin, in the unit of the axis.</summary>
    public required double Start { get; init; }

    /// <summary>Width of a bin, above 0, in the unit of the axis.</summary>
    public required double Width { get; init; }

    /// <summary>Number of bins before any are added up, 1 or more.</summary>
    public required int Bins { get; init; }

    /// <summary>How counts come into bins.</summary>
    public RebinningMethod Method { get; init; } = RebinningMethod.Overlap;

    /// <summary>Number of neighbouring bins that are added up, 1 or more; bins left over at the end are left out.</summary>
    public int Gather { get; init; } = 1;

    /// <summary>Number of sums left out at the start, 0 or more.</summary>
    public int Drop { get; init; }

    /// <summary>Points of an aligned spectrum.</summary>
    public int Length => Bins / Gather - Drop;

    /// <summary>Bins over everything that any of the spectra covers.</summary>
    /// <param name="spectra">At least one, all over the same unit, of two points or more.</param>
    /// <param name="bins">Number of bins, 1 or more.</param>
    /// <param name="method">With overlap the bins reach from the lowest to the highest edge of a channel, with interpolation from centre to
    /// centre.</param>
    /// <exception cref="ArgumentException">There is no spectrum, one has a single point, or units differ.</exception>
    public static SpectrumAlignment Covering(
        IReadOnlyList<MaterialSpectrum> spectra,
        int bins,
        RebinningMethod method = RebinningMethod.Overlap
    )
    {
        ArgumentNullException.ThrowIfNull(spectra);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (spectra.Count == 0)
            throw new ArgumentException("Expected at least one spectrum.", nameof(spectra));
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var spectrum in spectra)
        {
            if (spectrum.Unit != spectra[0].Unit)
                throw new ArgumentException(
                    $"Expected one unit, got {spectra[0].Unit} and {spectrum.Unit} ({spectrum.Source}).",
                    nameof(spectra)
                );
            RequirePoints(spectrum);
            var axis = spectrum.Axis;
            low = Math.Min(low, method == RebinningMethod.Overlap ? RebinningKernels.Edge(axis, 0) : axis[0]);
            high = Math.Max(high, method == RebinningMethod.Overlap ? RebinningKernels.Edge(axis, axis.Length) : axis[^1]);
        }

        return new SpectrumAlignment
        {
            Start = low,
            Width = (high - low) / bins,
            Bins = bins,
            Method = method,
        };
    }

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range, or nothing is left.</exception>
    public void Validate()
    {
        if (!double.IsFinite(Start))
            throw new ArgumentOutOfRangeException(nameof(Start), Start, "Expected a finite edge.");
        if (!(Width > 0) || !double.IsFinite(Width))
            throw new ArgumentOutOfRangeException(nameof(Width), Width, "Expected a width above 0.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Bins, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Gather, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Drop);
        if (!Enum.IsDefined(Method))
            throw new ArgumentOutOfRangeException(nameof(Method), Method, "Expected a method of rebinning.");
        if (Length < 1)
            throw new ArgumentOutOfRangeException(
                nameof(Drop),
                Drop,
                Invariant($"Expected fewer than the {Bins / Gather} sums that there are.")
            );
    }

    /// <summary>Centres of the sums, in the unit of the axis; <see cref="Length"/> values.</summary>
    public double[] Centres()
    {
        Validate();
        var centres = new double[Length];
        for (var i = 0; i < centres.Length; i++)
            centres[i] = Start + (i + Drop + 0.5) * Gather * Width;
        return centres;
    }

    /// <summary>A spectrum over the common bins; what is known of the sample stays.</summary>
    /// <param name="spectrum">Two points or more, over the unit of the bins.</param>
    /// <exception cref="ArgumentException">It has a single point, or an option is out of range.</exception>
    public MaterialSpectrum Apply(MaterialSpectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        RequirePoints(spectrum);
        var centres = Centres();
        var (bins, sums) = (new double[Bins], new double[centres.Length]);
        if (Method == RebinningMethod.Overlap)
            RebinningKernels.Overlap(spectrum.Axis, spectrum.Intensity, Start, Width, bins);
        else
            RebinningKernels.Interpolate(spectrum.Axis, spectrum.Intensity, Start, Width, bins);
        for (var i = 0; i < sums.Length * Gather; i++)
            sums[i / Gather] += bins[Drop * Gather + i];
        return spectrum.WithPoints(spectrum.Unit, centres, sums);
    }

    private static void RequirePoints(MaterialSpectrum spectrum)
    {
        if (spectrum.Length < 2)
            throw new ArgumentException($"Expected at least 2 points, {spectrum.Source} has one.", nameof(spectrum));
    }
}

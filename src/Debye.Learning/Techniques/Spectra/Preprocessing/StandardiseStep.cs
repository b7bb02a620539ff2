using System.Numerics.Tensors;
using System.Text.Json.Serialization;
using Debye.Learning.OpenSet;

namespace Debye.Learning.Techniques.Spectra.Preprocessing;

/// <summary>
/// Brings every point of the axis to mean 0 and standard deviation 1 (n − 1) over the training spectra; constant ones become 0.
/// </summary>
public sealed record StandardiseStep : SpectrumStep
{
    /// <summary>Means over the training spectra; empty before the fit.</summary>
    [JsonConverter(typeof(PackedNumbers))]
    public ReadOnlyMemory<double> Means { get; init; }

    /// <summary>Standard deviations over the training spectra, 1 where they are 0; empty before the fit.</summary>
    [JsonConverter(typeof(PackedNumbers))]
    public ReadOnlyMemory<double> Deviations { get; init; }

    /// <inheritdoc/>
    internal override bool Learns => true;

    /// <inheritdoc/>
    public override void Validate()
    {
        // Nothing to set.
    }

    /// <summary>Mean of spectra, point by point.</summary>
    internal static double[] Mean(IReadOnlyList<SpectrumPoints> spectra)
    {
        var mean = new double[spectra[0].Values.Length];
        foreach (var spectrum in spectra)
            TensorPrimitives.Add(mean, spectrum.Values, mean);
        TensorPrimitives.Divide(mean, (double)spectra.Count, mean);
        return mean;
    }

    /// <inheritdoc/>
    internal override SpectrumStep Fit(IReadOnlyList<SpectrumPoints> training)
    {
        if (training.Count < 2)
            throw new ArgumentException($"Expected at least 2 training spectra to standardise by, got {training.Count}.", nameof(training));
        var means = Mean(training);
        var deviations = new double[means.Length];
        foreach (var spectrum in training)
            for (var i = 0; i < means.Length; i++)
                deviations[i] += (spectrum.Values[i] - means[i]) * (spectrum.Values[i] - means[i]);
        for (var i = 0; i < means.Length; i++)
        {
            deviations[i] = Math.Sqrt(deviations[i] / (training.Count - 1));
            if (deviations[i] <= 1e-12 * Math.Abs(means[i]))
                deviations[i] = 1;
        }

        return this with
        {
            Means = means,
            Deviations = deviations,
        };
    }

    /// <inheritdoc/>
    internal override SpectrumPoints Apply(SpectrumPoints spectrum)
    {
        if (spectrum.Values.Length != Means.Length)
            throw new ArgumentException($"Expected {Means.Length} points, got {spectrum.Values.Length}.", nameof(spectrum));
        var values = new double[Means.Length];
        TensorPrimitives.Subtract(spectrum.Values, Means.Span, values);
        TensorPrimitives.Divide(values, Deviations.Span, values);
        return spectrum with { Values = values };
    }

    /// <inheritdoc/>
    internal override string? Problem() =>
        Means.IsEmpty || Means.Length != Deviations.Length || !(TensorPrimitives.Min(Deviations.Span) > 0)
            ? "no means and deviations above 0 to standardise by"
            : null;
}

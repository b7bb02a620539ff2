using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Debye.Learning.OpenSet;
using Debye.Learning.Tables;
using Debye.Techniques.Spectra;

namespace Debye.Learning.Techniques.Spectra.Preprocessing;

/// <summary>
/// Steps of preprocessing in their order, fitted on training spectra alone: immutable, deterministic, safe from many threads.
/// </summary>
public sealed record SpectrumPipeline
{
    /// <summary>The steps, first to last; may be empty.</summary>
    public required ImmutableArray<SpectrumStep> Steps { get; init; }

    /// <summary>Axis of what comes out, in <see cref="Unit"/>; empty before the fit.</summary>
    [JsonConverter(typeof(PackedNumbers))]
    public ReadOnlyMemory<double> OutputAxis { get; init; }

    /// <summary>What the axis of the spectra counts.</summary>
    public SpectrumAxisUnit Unit { get; init; }

    /// <summary>Whether it has been fitted.</summary>
    [JsonIgnore]
    public bool IsFitted => !OutputAxis.IsEmpty;

    /// <summary>Checks every step.</summary>
    /// <exception cref="ArgumentException">A step is missing, or one of its values is outside its range.</exception>
    public void Validate()
    {
        if (Steps.IsDefault || Steps.Any(step => step is null))
            throw new ArgumentException("Expected steps of preprocessing.", nameof(Steps));
        foreach (var step in Steps)
            step.Validate();
    }

    /// <summary>The pipeline after every step has learnt, in turn, from what the steps before it made of the training spectra.</summary>
    /// <param name="training">Training spectra and no others, at least one, over one unit; after the steps, over one axis.</param>
    /// <exception cref="ArgumentException">There is no spectrum, units or axes differ, or a step cannot be taken.</exception>
    public SpectrumPipeline Fit(IReadOnlyList<MaterialSpectrum> training)
    {
        ArgumentNullException.ThrowIfNull(training);
        Validate();
        if (training.Count == 0)
            throw new ArgumentException("Expected at least one training spectrum.", nameof(training));
        SpectrumPoints[] points = [.. training.Select(SpectrumPoints.Of)];
        var steps = ImmutableArray.CreateBuilder<SpectrumStep>();
        foreach (var step in Steps)
        {
            for (var i = 1; i < points.Length && step.Learns; i++)
                points[i].RequireAxis(points[0].Axis, training[i].Source);
            steps.Add(step.Fit(points));
            for (var i = 0; i < points.Length; i++)
                points[i] = Take(steps[^1], points[i], training[i]);
        }

        var fitted = this with { Steps = steps.ToImmutable(), OutputAxis = points[0].Axis, Unit = training[0].Unit };
        for (var i = 0; i < points.Length; i++)
            fitted.Require(points[i], training[i]);
        return fitted;
    }

    /// <summary>One spectrum after all steps.</summary>
    /// <param name="spectrum">In the unit of the training spectra.</param>
    /// <returns>One value for each of <see cref="OutputAxis"/>.</returns>
    /// <exception cref="ArgumentException">Unit or axis are not those of the training spectra, or a step cannot be taken.</exception>
    /// <exception cref="InvalidOperationException">The pipeline has not been fitted.</exception>
    public double[] Apply(MaterialSpectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        if (!IsFitted)
            throw new InvalidOperationException("Expected a pipeline that has been fitted on training spectra.");
        var points = SpectrumPoints.Of(spectrum);
        foreach (var step in Steps)
            points = Take(step, points, spectrum);
        Require(points, spectrum);
        return points.Values;
    }

    /// <summary>Spectra after all steps, one in each row.</summary>
    /// <inheritdoc cref="Apply(MaterialSpectrum)"/>
    public SampleTable Apply(IReadOnlyList<MaterialSpectrum> spectra)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        var values = new double[spectra.Count * OutputAxis.Length];
        for (var i = 0; i < spectra.Count; i++)
            Apply(spectra[i]).CopyTo(values, i * OutputAxis.Length);
        return new SampleTable(values, Math.Max(1, OutputAxis.Length));
    }

    private static SpectrumPoints Take(SpectrumStep step, SpectrumPoints points, MaterialSpectrum spectrum)
    {
        try
        {
            return step.Apply(points);
        }
        catch (ArgumentException problem)
        {
            throw new ArgumentException($"{spectrum.Source}: {problem.Message}", nameof(spectrum), problem);
        }
    }

    private void Require(SpectrumPoints points, MaterialSpectrum spectrum)
    {
        if (spectrum.Unit != Unit)
            throw new ArgumentException($"Expected spectra over {Unit}, {spectrum.Source} is over {spectrum.Unit}.", nameof(spectrum));
        points.RequireAxis(OutputAxis.Span, spectrum.Source);
        if (!Array.TrueForAll(points.Values, double.IsFinite))
            throw new ArgumentException($"{spectrum.Source}: the result of preprocessing is not finite.", nameof(spectrum));
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Debye.Plots;

namespace Debye.Learning.Explanation;

/// <summary>
/// Why a model says what it says of a spectrum: importances along the axis, the bands in which they lie, and whether they can be trusted.
/// </summary>
public sealed record SpectrumExplanation
{
    /// <summary>What is explained: the label of a class, or "unknown" where the score of a detector is.</summary>
    public required string Label { get; init; }

    /// <summary>Method, such as "Grad-CAM", "occlusion" or "SHAP".</summary>
    public required string Method { get; init; }

    /// <summary>The explained score of the spectrum; null where the method has none.</summary>
    public double? Score { get; init; }

    /// <summary>Axis values, strictly increasing.</summary>
    public required ReadOnlyMemory<double> Axis { get; init; }

    /// <summary>As many intensities, as measured.</summary>
    public required ReadOnlyMemory<double> Intensity { get; init; }

    /// <summary>As many signed importances; above zero what speaks for the label.</summary>
    public required ReadOnlyMemory<double> Importance { get; init; }

    /// <summary>Important bands, the most important first.</summary>
    public ImmutableArray<ImportantBand> Bands { get; init; } = [];

    /// <summary>Curves of deletion and insertion; null where they were not measured.</summary>
    public DeletionInsertion? Curves { get; init; }

    /// <summary>Comparison with networks made random; empty where it was not made.</summary>
    public ImmutableArray<RandomisationStep> Randomisation { get; init; } = [];

    /// <summary>The explanation as JSON documents hold it, numbers shortened to six digits.</summary>
    public ExplanationDocument ToDocument() =>
        new(
            Label,
            Shortened(Axis.Span),
            Shortened(Importance.Span),
            [
                .. Bands.Select(band => new ExplanationDocumentBand(
                    Short(band.From),
                    Short(band.To),
                    Short(band.Importance),
                    band.Assignment
                )),
            ]
        );

    /// <summary>The explanation as figures show it.</summary>
    /// <param name="title">Heading.</param>
    /// <param name="axisName">Quantity of the axis, such as "Energy".</param>
    /// <param name="axisUnit">Unit of the axis, such as "keV"; empty for none.</param>
    /// <param name="intensityName">Quantity of the intensities.</param>
    /// <param name="isLogarithmic">Whether intensities are drawn on a logarithmic scale.</param>
    public ColoredSpectrum ToFigure(
        string title,
        string axisName,
        string axisUnit = "",
        string intensityName = "Intensity",
        bool isLogarithmic = false
    ) =>
        new()
        {
            Title = title,
            AxisName = axisName,
            AxisUnit = axisUnit,
            IntensityName = intensityName,
            Axis = Axis.ToArray(),
            Intensity = Intensity.ToArray(),
            Importance = Importance.ToArray(),
            Bands = [.. Bands.Select(band => new SpectrumBand(band.From, band.To, band.Assignment ?? ""))],
            IsLogarithmic = isLogarithmic,
        };

    private static double[] Shortened(ReadOnlySpan<double> values)
    {
        var shortened = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            shortened[i] = Short(values[i]);
        return shortened;
    }

    private static double Short(double value) =>
        double.Parse(value.ToString("g6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

/// <summary>An explanation as JSON documents hold it.</summary>
/// <param name="Label">What is explained.</param>
/// <param name="Axis">Axis values.</param>
/// <param name="Importance">As many signed importances.</param>
/// <param name="Bands">Important bands, the most important first.</param>
public sealed record ExplanationDocument(string Label, double[] Axis, double[] Importance, ExplanationDocumentBand[] Bands);

/// <summary>An important band as JSON documents hold it.</summary>
/// <param name="From">Axis value of its first point.</param>
/// <param name="To">Axis value of its last point.</param>
/// <param name="Importance">Its share of all positive importance, 0…1.</param>
/// <param name="Assignment">What it is; null where that is not known.</param>
public sealed record ExplanationDocumentBand(double From, double To, double Importance, string? Assignment);

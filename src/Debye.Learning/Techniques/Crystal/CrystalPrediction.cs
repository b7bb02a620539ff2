using Debye.Crystals;
using Debye.Learning.Metrics;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>The answer for one crystal, as people and programs get it.</summary>
/// <param name="Value">Predicted value, in the model's unit; null where nothing can be said.</param>
/// <param name="Interval">Interval that holds the truth with the coverage asked for; null where the model was not calibrated or too few
/// crystals were held out for the coverage.</param>
/// <param name="ExpectedError">Error to be expected; null where the model was not calibrated.</param>
/// <param name="IsUnknown">Whether the crystal is unlike all that the model learned from.</param>
/// <param name="UnknownBecause">Why; null when it is not.</param>
public sealed record CrystalPrediction(double? Value, Interval? Interval, double? ExpectedError, bool IsUnknown, string? UnknownBecause)
{
    /// <summary>A kind of crystal that makes up less than this of the training crystals is unlike them.</summary>
    private const double RareShare = 0.01;

    /// <summary>Values of the model's further properties, by name.</summary>
    public IReadOnlyDictionary<string, double> More { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Says what a model knows of a crystal.</summary>
    /// <param name="predictor">The model.</param>
    /// <param name="builder">Makes its inputs.</param>
    /// <param name="structure">The crystal.</param>
    /// <param name="coverage">Share of intervals that should hold the truth, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">The crystal is not ordered or two sites overlap; the message says which.</exception>
    public static CrystalPrediction Of(CrystalPredictor predictor, CrystalInputBuilder builder, Structure structure, double coverage)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(structure);
        var species = structure.Sites.Select(site => site.Species).Distinct().ToArray();
        if (Names(species.Where(one => one.AtomicNumber > CrystalBatch.Elements)) is { } beyond)
            return new CrystalPrediction(null, null, null, true, $"the model knows no {beyond}");
        var input = builder.Build(structure);
        var answer = predictor.Predict([input])[0];
        var more = predictor
            .Model.MoreProperties.Zip(answer.More)
            .ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        if (predictor.Model.Calibration is not { } calibration)
            return new CrystalPrediction(answer.Value, null, null, false, null) { More = more };
        var error = calibration.ExpectedError(answer);
        var interval =
            calibration.Intervals.HighestCoverage < coverage
                ? null
                : (Interval?)calibration.Intervals.Predict(answer.Value, error, coverage);
        var because = Names(species.Where(one => !calibration.Elements.Contains(one.AtomicNumber))) is { } unseen
            ? $"the model has never seen {unseen}"
            : Unlike(predictor, calibration, input);
        return new CrystalPrediction(answer.Value, interval, error, because is not null, because) { More = more };
    }

    private static string? Unlike(CrystalPredictor predictor, CrystalCalibration calibration, CrystalInput input)
    {
        if (calibration.MetalsAloneShare < RareShare && CrystalCalibration.HoldsMetalsAlone(input))
            return Invariant($"it holds metals alone, as {calibration.MetalsAloneShare:0.0 %} of the training crystals do");
        if (calibration.Domain is not { } domain)
            return null;
        var verdict = domain.Judge(CrystalCalibration.Vectors(predictor, [input])!.Row(0));
        return verdict.Distance > verdict.Limit
            ? Invariant(
                $"its surroundings are unlike those of the training crystals: distance {verdict.Distance:f1}, limit {verdict.Limit:f1}"
            )
            : null;
    }

    private static string? Names(IEnumerable<Species> species) =>
        string.Join(", ", species.Select(one => one.Symbol).Distinct()) is { Length: > 0 } names ? names : null;
}

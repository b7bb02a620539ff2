using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Debye.Learning.Answers;
using Debye.Plots;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Fitting;
using Debye.Techniques.Eis.Search;
using Debye.Techniques.Eis.Series;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Lays out which circuit a spectrum was identified as.</summary>
internal static class EisDocument
{
    public static AnswerDocument Of(EisAnswer answer, ImpedanceSpectrum spectrum)
    {
        var best = answer.Candidates[0];
        var frequencies = spectrum.FrequencyHertz.ToArray();
        return new AnswerDocument
        {
            Input = answer.Input,
            Basis =
                Invariant($"{spectrum.Length} points, {frequencies.Min():g4}…{frequencies.Max():g4} Hz, ")
                + Invariant($"noise {Noise(answer.Noise)}, model {answer.Model}"),
            Question = "Circuit",
            Headline = Invariant($"{best.Label}, {best.Probability:0.0 %}"),
            Unknown = answer.Because,
            Parts = Parts(answer, spectrum),
            Notes = answer.Notes,
            Fields = Fields(answer),
        };
    }

    /// <summary>Noise in words.</summary>
    private static string Noise(NoiseEstimate noise)
    {
        if (noise.Level == 0)
            return "below the printed digits";
        var of = noise.Kind switch
        {
            EisNoise.Proportional => "each part",
            EisNoise.Modulus => "|Z|",
            _ => "the mean |Z|",
        };
        return Invariant($"{noise.Level:0.###%} of {of}");
    }

    private static ImmutableArray<AnswerPart> Parts(EisAnswer answer, ImpedanceSpectrum spectrum)
    {
        var fit = answer.Fits[0];
        var bars = answer.Candidates.Select(c => new Bar(c.Label, c.Probability, answer.PredictionSet.Contains(c.Label)));
        return
        [
            new AnswerFigure(() => CircuitDiagram.Render(fit.Circuit)),
            new AnswerFigure(() => Overview(answer, spectrum), IsMain: true),
            new AnswerBars("Circuit", [.. bars]),
            new AnswerTable(
                "Candidates",
                ["Circuit", "String", "Probability", "χ²", "BIC"],
                [.. answer.Candidates.Select((candidate, i) => Row(candidate, answer.Fits[i]))],
                2
            ),
            new AnswerLine(Invariant($"{answer.Coverage:0.#%} prediction set"), string.Join(" ", answer.PredictionSet)),
            new AnswerTable(
                "Parameters of the first",
                ["Parameter", "Value", "Unit", "Standard error", "Interval"],
                [.. fit.Parameters.Select(Row)],
                3
            ),
            new AnswerTable(
                "What speaks for and against the first",
                ["Feature", "Value", "Influence on its score"],
                [.. answer.Explanation.Select(Row)],
                1
            ),
            new AnswerTable("Found without a list", ["Circuit", "Weight", "BIC", "χ²"], [.. answer.Found.Select(Row)], 1),
        ];
    }

    private static string Overview(EisAnswer answer, ImpedanceSpectrum spectrum)
    {
        var fit = answer.Fits[0];
        var curve = fit.Circuit.Impedance(spectrum.FrequencyHertz, fit.Values());
        return EisFigures.Overview($"{Path.GetFileName(answer.Input)}, {answer.Candidates[0].Label}", spectrum, curve);
    }

    private static ImmutableArray<string> Row(Candidate candidate, FitResult fit) =>
        [
            candidate.Label,
            candidate.Name,
            Invariant($"{candidate.Probability:0.0 %}"),
            Invariant($"{fit.ChiSquared:g4}"),
            fit.Bic is { } bic ? Invariant($"{bic:f1}") : "…",
        ];

    private static ImmutableArray<string> Row(FittedParameter parameter) =>
        [
            parameter.Name,
            Invariant($"{parameter.Value:g5}"),
            parameter.Unit,
            parameter.StandardError is { } error ? Invariant($"{error:g2}") : "not determined",
            $"{End(parameter.Lower)} to {End(parameter.Upper)}",
        ];

    private static ImmutableArray<string> Row(FeatureInfluence item) =>
        [item.Feature, Invariant($"{item.Value:g4}"), Invariant($"{item.Influence:+0.00;-0.00}")];

    private static ImmutableArray<string> Row(CircuitCandidate found) =>
        [
            EisFields.Name(found.Circuit),
            Invariant($"{found.Weight:0.0 %}"),
            Invariant($"{found.Bic:f1}"),
            Invariant($"{found.Fit.ChiSquared:g4}"),
        ];

    private static string End(double? value) => value is { } number ? Invariant($"{number:g4}") : "…";

    private static JsonObject Fields(EisAnswer answer)
    {
        var fields = AnswerFields.Of(answer, (i, candidate) => candidate["fit"] = EisFields.Of(answer.Fits[i]));
        fields["noise"] = new JsonObject { ["kind"] = answer.Noise.Kind.ToString().ToLowerInvariant(), ["level"] = answer.Noise.Level };
        fields["misfit"] = answer.Misfit;
        fields["explanation"] = AnswerFields.List(
            answer.Explanation,
            item => new JsonObject
            {
                ["feature"] = item.Feature,
                ["value"] = double.IsFinite(item.Value) ? item.Value : null,
                ["influence"] = item.Influence,
            }
        );
        fields["notes"] = AnswerFields.Texts(answer.Notes);
        if (!answer.Found.IsEmpty)
            fields["search"] = EisFields.Of(answer.Found);
        return fields;
    }
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Debye.Learning.Answers;
using Debye.Plots;
using Debye.Techniques.Spectra;

namespace Debye.Learning.Techniques.Spectra;

/// <summary>Lays out what a spectrum is said to be of.</summary>
internal static class SpectraDocument
{
    public static AnswerDocument Of(SpectraAnswer answer, MaterialSpectrum spectrum)
    {
        var best = answer.Candidates[0];
        return new AnswerDocument
        {
            Input = answer.Input,
            Basis = $"model {answer.Model}",
            Question = "Class",
            Headline = answer.IsUnknown ? $"unknown, nearest {best.Label}" : Invariant($"{best.Label}, {best.Probability:0.0 %}"),
            Unknown = answer.Because,
            Parts = Parts(answer, spectrum),
            Notes = answer.Notes,
            Fields = Fields(answer),
        };
    }

    private static ImmutableArray<AnswerPart> Parts(SpectraAnswer answer, MaterialSpectrum spectrum)
    {
        var bars = answer.Candidates.Select(c => new Bar(c.Label, c.Probability, answer.PredictionSet.Contains(c.Label)));
        var rows = answer.Candidates.Select(c => ImmutableArray.Create(c.Label, Invariant($"{c.Probability:0.0 %}")));
        return
        [
            .. Explained(answer, spectrum),
            new AnswerBars("Class", [.. bars]),
            new AnswerTable("Candidates", ["Class", "Probability"], [.. rows], 1),
            new AnswerLine(Invariant($"{answer.Coverage:0.#%} prediction set"), string.Join(", ", answer.PredictionSet)),
            .. Verdict(answer),
        ];
    }

    /// <summary>The spectrum, coloured by what speaks for the answer where that is known.</summary>
    private static IEnumerable<AnswerPart> Explained(SpectraAnswer answer, MaterialSpectrum spectrum)
    {
        if (answer.NotExplained is { } reason)
            yield return new AnswerLine("No explanation", reason);
        if (answer.Explanation is not { } explanation)
        {
            yield return new AnswerFigure(() => SpectraFigures.Plain(answer.Input, spectrum).Render(), IsMain: true);
            yield break;
        }

        var heading = answer.IsUnknown ? "what makes it unlike the known classes" : $"what speaks for {explanation.Label}";
        var figure = SpectraFigures.Colored(explanation, $"{answer.Input}: {heading} (SHAP)", spectrum.Unit);
        yield return new AnswerFigure(() => InteractiveSpectrum.Render(figure)) { Head = InteractiveSpectrum.Head() };
        yield return SpectraFigures.BandTable(explanation);
    }

    private static IEnumerable<AnswerPart> Verdict(SpectraAnswer answer)
    {
        if (answer.Detector is { } name)
            yield return new AnswerLine(
                $"detector {name}",
                Invariant($"score {answer.UnknownScore:g4}, unknown above {answer.Threshold:g4}")
            );
    }

    private static JsonObject Fields(SpectraAnswer answer)
    {
        var fields = AnswerFields.Of(answer, (_, candidate) => candidate.Remove("name"));
        fields["unknownScore"] = answer.UnknownScore;
        fields["threshold"] = answer.Threshold;
        fields["detector"] = answer.Detector;
        fields["notes"] = AnswerFields.Texts(answer.Notes);
        return fields;
    }
}

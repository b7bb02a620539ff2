using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Debye.Crystals;
using Debye.Learning.Answers;
using Debye.Plots;
using Debye.Techniques.Pdf;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>Lays out what a pair distribution function was identified as.</summary>
internal static class PdfDocument
{
    public static AnswerDocument Of(PdfAnswer answer)
    {
        var best = answer.Candidates[0];
        return new AnswerDocument
        {
            Input = answer.Input,
            Basis = $"model {answer.Model}",
            Question = "Space group",
            Headline = Invariant($"{best.Name} (No. {best.Label}), {best.Probability:0.0 %}"),
            Unknown = answer.Because,
            Parts = Parts(answer),
            Notes = answer.Notes,
            Fields = Fields(answer),
        };
    }

    private static ImmutableArray<AnswerPart> Parts(PdfAnswer answer)
    {
        var nearest = answer.Matches.IsEmpty ? "" : answer.Matches[0].Id;
        var bars = answer.Candidates.Select(c => new Bar($"{c.Name} ({c.Label})", c.Probability, answer.PredictionSet.Contains(c.Label)));
        var rows = answer.Candidates.Select(c => ImmutableArray.Create(c.Name, c.Label, Invariant($"{c.Probability:0.0 %}")));
        List<AnswerPart> parts =
        [
            new AnswerFigure(() => Figure(answer.Input, answer, answer.NearestCurve, nearest), IsMain: true),
            new AnswerBars("Space group", [.. bars]),
            new AnswerTable("Space group", ["Symbol", "Number", "Probability"], [.. rows], 1),
            new AnswerLine(Invariant($"{answer.Coverage:0.#%} prediction set"), string.Join(" ", answer.PredictionSet)),
            new AnswerTable(
                "Known curves most like it",
                ["Crystal", "Space group", "Correlation", "Lengths over its own"],
                [.. answer.Matches.Select(Row)],
                1
            ),
        ];
        if (answer.Refined is { } refined)
        {
            parts.Add(new AnswerLine("Best refinement of a known crystal", Describe(refined)));
            parts.Add(
                new AnswerFigure(() => Figure("Measured curve and the best refinement", answer, refined.Curve, $"{refined.Id} refined"))
            );
        }

        return [.. parts];
    }

    private static string Describe(PdfRefinedCrystal refined)
    {
        var cell = refined.Crystal.Lattice;
        var lengths = Invariant($"{cell.A:f3} × {cell.B:f3} × {cell.C:f3} Å");
        var angles = Invariant($"{cell.AlphaDegrees:f2}° {cell.BetaDegrees:f2}° {cell.GammaDegrees:f2}°");
        var head = Invariant($"{refined.Id}, space group {refined.SpaceGroup}, misfit {refined.Misfit:f3} (0 is perfect)");
        return $"{head}, {lengths}, {angles}; elements of the sample may be others";
    }

    private static ImmutableArray<string> Row(PdfMatch match) =>
        [match.Id, Invariant($"{match.SpaceGroup}"), Invariant($"{match.Correlation:f3}"), Invariant($"{match.Stretch:f2}")];

    private static string Figure(string title, PdfAnswer answer, ReadOnlyMemory<double> other, string name) =>
        PdfFigures.Compared(title, PdfGrid.SpaceGroupNetwork.ToArray(), answer.Curve.ToArray(), other.ToArray(), name).Render();

    private static JsonObject Fields(PdfAnswer answer)
    {
        var fields = AnswerFields.Of(answer);
        fields["phases"] = AnswerFields.List(
            answer.Matches,
            match => new JsonObject
            {
                ["id"] = match.Id,
                ["spaceGroup"] = match.SpaceGroup,
                ["correlation"] = match.Correlation,
                ["lengthScale"] = match.Stretch,
            }
        );
        if (answer.Refined is { } refined)
            fields["refined"] = Fields(refined);
        fields["notes"] = AnswerFields.Texts(answer.Notes);
        return fields;
    }

    private static JsonObject Fields(PdfRefinedCrystal refined) =>
        new()
        {
            ["id"] = refined.Id,
            ["spaceGroup"] = refined.SpaceGroup,
            ["misfit"] = refined.Misfit,
            ["cell"] = Fields(refined.Crystal.Lattice),
            ["sites"] = AnswerFields.List(refined.Crystal.Sites.Zip(refined.Powers), pair => Fields(pair.First, pair.Second)),
        };

    private static JsonObject Fields(Lattice cell) =>
        new()
        {
            ["aAngstrom"] = cell.A,
            ["bAngstrom"] = cell.B,
            ["cAngstrom"] = cell.C,
            ["alphaDegrees"] = cell.AlphaDegrees,
            ["betaDegrees"] = cell.BetaDegrees,
            ["gammaDegrees"] = cell.GammaDegrees,
        };

    private static JsonObject Fields(IndependentSite site, double power) =>
        new()
        {
            ["element"] = site.Species.Symbol,
            ["wyckoff"] = $"{site.Wyckoff}",
            ["x"] = site.Position.X,
            ["y"] = site.Position.Y,
            ["z"] = site.Position.Z,
            ["scatteringPower"] = power,
        };
}

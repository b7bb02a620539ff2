using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Debye.Learning.Answers;
using Debye.Plots;
using Debye.Spectra;
using Debye.Techniques.Xrd;
using Debye.Techniques.Xrd.Library;

namespace Debye.Learning.Techniques.Xrd;

/// <summary>Lays out what a pattern was identified as.</summary>
internal static class XrdDocument
{
    private const int ShownOfSet = 15;
    private const int ShownSystems = 3;

    public static AnswerDocument Of(XrdAnswer answer, Spectrum pattern, bool hasLibrary)
    {
        var best = answer.Candidates[0];
        return new AnswerDocument
        {
            Input = answer.Input,
            Basis = Invariant($"λ = {answer.WavelengthAngstrom:0.#####} Å, {pattern.Length} points, model {answer.Model}"),
            Question = "Space group",
            Headline = Invariant($"{best.Name} (No. {best.Label}), {best.Probability:0.0 %}"),
            Unknown = answer.Because,
            Parts = Parts(answer, pattern),
            Notes = answer.Notes,
            Fields = Fields(answer, hasLibrary),
        };
    }

    private static ImmutableArray<AnswerPart> Parts(XrdAnswer answer, Spectrum pattern)
    {
        var phase = answer.Phases.IsEmpty ? null : answer.Phases[0];
        var groups = answer.Candidates.Select(c => new Bar($"{c.Name} ({c.Label})", c.Probability, answer.PredictionSet.Contains(c.Label)));
        return
        [
            new AnswerFigure(() => XrdFigures.Measured(answer.Input, pattern, answer.WavelengthAngstrom, phase).Render(), IsMain: true),
            new AnswerBars("Space group", [.. groups]),
            new AnswerBars("Crystal system", [.. answer.CrystalSystem.Select((c, i) => new Bar(c.Label, c.Probability, i == 0))]),
            Table("Space group", answer.Candidates),
            new AnswerLine(Invariant($"{answer.Coverage:0.#%} prediction set"), Shortened(answer.PredictionSet)),
            new AnswerLine("Crystal system", Listed(answer.CrystalSystem)),
            Table("Extinction group", answer.ExtinctionGroup),
            new AnswerTable(
                "Known crystals that fit",
                ["Formula", "Id", "Space group", "Score", "Fitted scale of lengths"],
                [.. answer.Phases.Select(Row)],
                2
            ),
        ];
    }

    private static ImmutableArray<string> Row(LibraryMatch phase) =>
        [
            phase.Entry.Formula,
            phase.Entry.Id,
            Invariant($"{phase.Entry.SpaceGroup}"),
            Invariant($"{phase.Score:f3}"),
            Invariant($"{phase.LengthScale:f4}"),
        ];

    private static AnswerTable Table(string title, ImmutableArray<Candidate> candidates) =>
        new(
            title,
            ["Symbol", "Number", "Probability"],
            [.. candidates.Select(c => ImmutableArray.Create(c.Name, c.Label, Invariant($"{c.Probability:0.0 %}")))],
            1
        );

    /// <summary>A long set is cut.</summary>
    private static string Shortened(ImmutableArray<string> set) =>
        set.Length <= ShownOfSet ? string.Join(" ", set) : $"{string.Join(" ", set.Take(ShownOfSet))} … ({set.Length} of 230 space groups)";

    private static string Listed(ImmutableArray<Candidate> candidates) =>
        string.Join(", ", candidates.Take(ShownSystems).Select(c => Invariant($"{c.Name} {c.Probability:0.0 %}")));

    private static JsonObject Fields(XrdAnswer answer, bool hasLibrary)
    {
        var fields = AnswerFields.Of(answer);
        fields["wavelengthAngstrom"] = answer.WavelengthAngstrom;
        fields["crystalSystem"] = AnswerFields.List(
            answer.CrystalSystem,
            system => new JsonObject { ["label"] = system.Label, ["probability"] = system.Probability }
        );
        fields["extinctionGroup"] = AnswerFields.List(answer.ExtinctionGroup, AnswerFields.Of);
        if (hasLibrary)
            fields["phases"] = AnswerFields.List(answer.Phases, Phase);
        return fields;
    }

    private static JsonObject Phase(LibraryMatch phase) =>
        new()
        {
            ["id"] = phase.Entry.Id,
            ["formula"] = phase.Entry.Formula,
            ["spaceGroup"] = phase.Entry.SpaceGroup,
            ["score"] = phase.Score,
            ["lengthScale"] = phase.LengthScale,
        };
}

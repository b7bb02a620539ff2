using System.Globalization;
using System.Text;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Xrd;

namespace Debye.Cli.Xrd;

/// <summary>An identification as JSON and as text.</summary>
internal static class XrdAnswerText
{
    public static string Json(XrdIdentification answer, bool hasLibrary) =>
        JsonText.Line(
            new
            {
                input = answer.Input,
                model = answer.Model,
                wavelengthAngstrom = answer.WavelengthAngstrom,
                candidates = answer
                    .Candidates.Select(c => new
                    {
                        label = c.Label,
                        name = c.Name,
                        probability = c.Probability,
                    })
                    .ToArray(),
                predictionSet = answer.PredictionSet.ToArray(),
                coverage = answer.Coverage,
                isUnknown = answer.IsUnknown,
                crystalSystem = answer.CrystalSystem.Select(c => new { label = c.Label, probability = c.Probability }).ToArray(),
                extinctionGroup = answer
                    .ExtinctionGroup.Select(c => new
                    {
                        label = c.Label,
                        name = c.Name,
                        probability = c.Probability,
                    })
                    .ToArray(),
                phases = hasLibrary
                    ? answer
                        .Phases.Select(p => new
                        {
                            id = p.Entry.Id,
                            formula = p.Entry.Formula,
                            spaceGroup = p.Entry.SpaceGroup,
                            score = p.Score,
                            lengthScale = p.LengthScale,
                        })
                        .ToArray()
                    : null,
            }
        ) + "\n";

    /// <summary>The prediction set for people: a long one is cut.</summary>
    public static string Shortened(XrdIdentification answer, string separator)
    {
        const int shown = 15;
        var set = answer.PredictionSet;
        return set.Length <= shown
            ? string.Join(separator, set)
            : $"{string.Join(separator, set.Take(shown))}{separator}… ({set.Length} of 230 space groups)";
    }

    public static string Plain(XrdIdentification answer)
    {
        var text = new StringBuilder(Invariant($"{answer.Input}  (λ = {answer.WavelengthAngstrom:0.#####} Å, model {answer.Model})\n"));
        if (answer.IsUnknown)
            text.Append("  unknown: like nothing the model knows; what follows are guesses\n");
        text.Append("  space group\n");
        foreach (var candidate in answer.Candidates)
            text.Append(
                CultureInfo.InvariantCulture,
                $"    {candidate.Label, 3}  {candidate.Name, -12} {candidate.Probability, 7:0.0 %}\n"
            );
        text.Append(CultureInfo.InvariantCulture, $"  {answer.Coverage:0.#%} prediction set  {Shortened(answer, " ")}\n");
        text.Append("  crystal system   ")
            .AppendJoin(", ", answer.CrystalSystem.Take(3).Select(c => Invariant($"{c.Label} {c.Probability:0.0 %}")))
            .Append('\n');
        text.Append("  extinction group ")
            .AppendJoin(", ", answer.ExtinctionGroup.Take(3).Select(c => Invariant($"{c.Name} {c.Probability:0.0 %}")))
            .Append('\n');
        if (!answer.Phases.IsEmpty)
            text.Append("  matching crystals\n");
        foreach (var phase in answer.Phases)
            text.Append(
                CultureInfo.InvariantCulture,
                $"    {phase.Entry.Formula, -14} {phase.Entry.Id, -22} space group {phase.Entry.SpaceGroup, 3}  score "
                    + $"{phase.Score:f3}  lengths × {phase.LengthScale:f4}\n"
            );
        return text.Append('\n').ToString();
    }
}

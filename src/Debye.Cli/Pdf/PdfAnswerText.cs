using System.Globalization;
using System.Text;
using Debye.Cli.Shell;
using Debye.Crystals;
using Debye.Learning.Techniques.Pdf;

namespace Debye.Cli.Pdf;

/// <summary>An identified pair distribution function as JSON and as text.</summary>
internal static class PdfAnswerText
{
    public static string Json(PdfIdentification answer) =>
        JsonText.Line(
            new
            {
                input = answer.Input,
                model = answer.Model,
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
                phases = answer
                    .Matches.Select(m => new
                    {
                        id = m.Id,
                        spaceGroup = m.SpaceGroup,
                        correlation = m.Correlation,
                        lengthScale = m.Stretch,
                    })
                    .ToArray(),
                refined = answer.Refined is { } r ? Refined(r) : null,
                notes = answer.Notes.ToArray(),
            }
        ) + "\n";

    public static string Plain(PdfIdentification answer)
    {
        var text = new StringBuilder($"{answer.Input}  (model {answer.Model})\n");
        if (answer.IsUnknown)
            text.Append("  unknown: like nothing the model knows; what follows are guesses\n");
        text.Append("  space group\n");
        foreach (var candidate in answer.Candidates)
            text.Append(
                CultureInfo.InvariantCulture,
                $"    {candidate.Label, 3}  {candidate.Name, -12} {candidate.Probability, 7:0.0 %}\n"
            );
        text.Append(CultureInfo.InvariantCulture, $"  {answer.Coverage:0.#%} prediction set  ")
            .AppendJoin(" ", answer.PredictionSet)
            .Append('\n');
        if (!answer.Matches.IsEmpty)
            text.Append("  known curves most like it\n");
        foreach (var match in answer.Matches)
            text.Append(
                CultureInfo.InvariantCulture,
                $"    {match.Id, -14} space group {match.SpaceGroup, 3}  correlation {match.Correlation:f3}  lengths × {match.Stretch:f2}\n"
            );
        if (answer.Refined is { } refined)
            text.Append(
                CultureInfo.InvariantCulture,
                $"  best refinement\n    {refined.Id, -14} space group {refined.SpaceGroup, 3}  misfit {refined.Misfit:f3}  "
                    + $"{Cell(refined.Crystal.Lattice)}\n"
            );
        foreach (var note in answer.Notes)
            text.Append(CultureInfo.InvariantCulture, $"  {note}\n");
        return text.Append('\n').ToString();
    }

    /// <summary>A cell in words: lengths in Å, angles in degrees.</summary>
    public static string Cell(Lattice cell) =>
        Invariant($"{cell.A:f3} × {cell.B:f3} × {cell.C:f3} Å, {cell.AlphaDegrees:f2}° {cell.BetaDegrees:f2}° {cell.GammaDegrees:f2}°");

    private static object Refined(PdfRefinedCrystal refined)
    {
        var cell = refined.Crystal.Lattice;
        return new
        {
            id = refined.Id,
            spaceGroup = refined.SpaceGroup,
            misfit = refined.Misfit,
            cell = new
            {
                aAngstrom = cell.A,
                bAngstrom = cell.B,
                cAngstrom = cell.C,
                alphaDegrees = cell.AlphaDegrees,
                betaDegrees = cell.BetaDegrees,
                gammaDegrees = cell.GammaDegrees,
            },
            sites = refined
                .Crystal.Sites.Select(
                    (site, i) =>
                        new
                        {
                            element = site.Species.Symbol,
                            wyckoff = $"{site.Wyckoff}",
                            x = site.Position.X,
                            y = site.Position.Y,
                            z = site.Position.Z,
                            scatteringPower = refined.Powers[i],
                        }
                )
                .ToArray(),
        };
    }
}

using System.IO.Compression;
using System.Text.Json;
using Debye.Learning.Techniques.Pdf;
using Debye.Techniques.Pdf;

namespace Debye.Bench;

/// <summary>
/// Measured pair distribution functions of known space group: place of the right group, prediction set, verdict, the known curve most like
/// it.
/// </summary>
internal static class PdfMeasuredBench
{
    private sealed record Outcome(string Id, string Formula, int Group, bool IsKnown, int Place, bool InSet, int SetSize, bool IsUnknown);

    public static int Run(string[] args)
    {
        if (args.Length != 2)
        {
            Console.Error.WriteLine("pdf-measured takes MODEL CURVES: a model package and measured curves (experimental_gr.json.gz)");
            return 2;
        }

        using var identifier = PdfIdentifier.Load(args[0], Environment.ProcessorCount);
        using var stream = new GZipStream(File.OpenRead(args[1]), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(stream);
        Console.WriteLine(
            $"{"curve", -22} {"group", 5}  {"first three with probability", -42} {"place", 5}  {"set", 3}  {"verdict", -8} most "
                + "like (correlation); best refinement (misfit)"
        );
        var outcomes = document.RootElement.EnumerateArray().Select(curve => Judge(identifier, curve)).ToList();
        Summarise("of the model's groups, curves", [.. outcomes.Where(item => item.IsKnown)]);
        Summarise(
            "the same, compounds",
            [.. outcomes.Where(item => item.IsKnown).GroupBy(item => (item.Formula, item.Group)).Select(Median)]
        );
        var others = outcomes.Where(item => !item.IsKnown).ToList();
        Console.WriteLine(
            $"of other groups or mixtures: {others.Count(item => item.IsUnknown)} of {others.Count} curves said to be unknown, "
                + $"{others.GroupBy(item => item.Formula).Count(group => group.Count(item => item.IsUnknown) * 2 > group.Count())} of "
                + $"{others.Select(item => item.Formula).Distinct().Count()} compounds by majority"
        );
        return 0;
    }

    private static Outcome Judge(PdfIdentifier identifier, JsonElement curve)
    {
        var (id, formula, group) = (
            curve.GetProperty("id").GetString()!,
            curve.GetProperty("formula").GetString()!,
            curve.GetProperty("space_group").GetInt32()
        );
        var answer = identifier.Identify(
            new PdfData(PdfQuantity.PairDistribution, Numbers(curve, "r"), Numbers(curve, "G")),
            id,
            new PdfIdentifyOptions { Top = 230 }
        );
        var place = 1 + answer.Candidates.ToList().FindIndex(candidate => candidate.Label == $"{group}");
        var first = string.Join("  ", answer.Candidates.Take(3).Select(candidate => $"{candidate.Label, 3} {candidate.Probability:f3}"));
        var match = answer.Matches.IsEmpty
            ? ""
            : $"{answer.Matches[0].Id} ({answer.Matches[0].SpaceGroup}, {answer.Matches[0].Correlation:f3})";
        if (answer.Refined is { } refined)
            match += $"  refined {refined.Id} ({refined.SpaceGroup}, {refined.Misfit:f3}, a {refined.Crystal.Lattice.A:f3} Å)";
        Console.WriteLine(
            $"{id, -22} {group, 5}  {first, -42} {(place == 0 ? "-" : $"{place}"), 5}  {answer.PredictionSet.Length, 3}  "
                + $"{(answer.IsUnknown ? "unknown" : "known"), -8} {match}"
        );
        return new Outcome(
            id,
            formula,
            group,
            place > 0,
            place,
            answer.PredictionSet.Contains($"{group}"),
            answer.PredictionSet.Length,
            answer.IsUnknown
        );
    }

    /// <summary>One compound measured several times: its middle curve by the place of the right group.</summary>
    private static Outcome Median(IEnumerable<Outcome> curves)
    {
        var ordered = curves.OrderBy(curve => curve.Place).ToList();
        return ordered[ordered.Count / 2];
    }

    private static void Summarise(string what, List<Outcome> items) =>
        Console.WriteLine(
            $"{what}: {items.Count}; right first {items.Count(item => item.Place == 1)}, among three "
                + $"{items.Count(item => item.Place <= 3)}, in the 90 % set {items.Count(item => item.InSet)} (sets of "
                + $"{items.Average(item => item.SetSize):f1}), said to be unknown {items.Count(item => item.IsUnknown)}"
        );

    private static double[] Numbers(JsonElement curve, string name) =>
        [.. curve.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];
}

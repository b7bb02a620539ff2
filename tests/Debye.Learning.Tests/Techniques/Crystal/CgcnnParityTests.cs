using System.Text.Json;
using Debye.Crystals;
using Debye.Learning.Techniques.Crystal;
using Debye.Techniques.Crystal;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Techniques.Crystal;

/// <summary>The published band-gap network of CGCNN against what CGCNN's own code computes with it.</summary>
public sealed class CgcnnParityTests
{
    private const string Weights = "reference/bandgap/weights/cgcnn-band-gap.safetensors";
    private const string Reference = "reference/bandgap/cgcnn_pretrained_bandgap.json";

    [Fact]
    public void Predict_FiftyCrystals_AreTheReferenceWhereNoTieDecides()
    {
        using var predictor = new CrystalPredictor(CgcnnCheckpoint.Read(SharedData.Require(Weights)));
        using var document = JsonDocument.Parse(File.ReadAllText(SharedData.Require(Reference)));
        var expected = document
            .RootElement.GetProperty("predictions")
            .EnumerateArray()
            .ToDictionary(row => row.GetProperty("id").GetString()!);
        var builder = predictor.Model.NewInputBuilder();
        var graphs = StructureReader
            .Read(SharedData.Require("data/bandgap/structures.jsonl.gz"))
            .Where(structure => expected.ContainsKey(structure.Id))
            .Select(builder.Build)
            .ToArray();
        graphs.Length.ShouldBe(50);
        var values = Values(predictor, graphs);
        var clear = 0;
        for (var i = 0; i < graphs.Length; i++)
        {
            var row = expected[graphs[i].Graph.Id];
            var spread = row.GetProperty("tie_break_spread_eV").GetDouble();
            values[i].ShouldBe(row.GetProperty("pred_gap_eV").GetDouble(), spread < 1e-3 ? 1e-3 : 2 * spread, graphs[i].Graph.Id);
            if (spread < 1e-3)
                clear++;
        }

        clear.ShouldBe(45);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Trace_ReferenceCrystal_EveryTensorIsTheReference(int number)
    {
        using var predictor = new CrystalPredictor(CgcnnCheckpoint.Read(SharedData.Require(Weights)));
        using var document = JsonDocument.Parse(File.ReadAllText(SharedData.Require(Reference)));
        var detail = document.RootElement.GetProperty("detail")[number];
        var crystal = predictor.Model.NewInputBuilder().Build(StructureJsonLines.Parse(detail.GetRawText(), "detail", 1));
        var graph = crystal.Graph;
        var trace = predictor.Trace(crystal);
        var edgeFeatures = new float[graph.Edges * 41];
        predictor.Model.Members[0].Network!.Description.Basis.Expand(graph.DistancesAngstrom, edgeFeatures);
        Deviation(edgeFeatures, detail.GetProperty("nbr_fea")).ShouldBeLessThan(1e-4, "nbr_fea");
        Deviation(trace.Sites[0], detail.GetProperty("after_embedding")).ShouldBeLessThan(1e-4, "after_embedding");
        for (var t = 0; t < 4; t++)
            Deviation(trace.Sites[t + 1], detail.GetProperty($"after_conv{t}")).ShouldBeLessThan(1e-4, $"after_conv{t}");
        Deviation(ByDistance(trace.GateLinear[0], graph), ByDistance(detail, "conv0_gated_linear_atom0"))
            .ShouldBeLessThan(1e-4, "conv0_gated_linear_atom0");
        Deviation(ByDistance(trace.GateNormalised[0], graph), ByDistance(detail, "conv0_gated_bn1_atom0"))
            .ShouldBeLessThan(1e-4, "conv0_gated_bn1_atom0");
        Deviation(trace.Pooled, detail.GetProperty("after_pooling_mean")).ShouldBeLessThan(1e-4, "after_pooling_mean");
        Deviation(trace.Hidden, detail.GetProperty("after_conv_to_fc_softplus")).ShouldBeLessThan(1e-4, "after_conv_to_fc_softplus");
        predictor.Predict([crystal])[0].Value.ShouldBe(detail.GetProperty("pred_gap_eV").GetDouble(), 1e-4);
    }

    /// <summary>Whether crystals are predicted one by one or together, and on how many threads, is all the same.</summary>
    [Fact]
    public void Predict_TogetherOrAlone_IsTheSame()
    {
        var model = CgcnnCheckpoint.Read(SharedData.Require(Weights));
        var builder = model.NewInputBuilder();
        var graphs = StructureReader.Read(SharedData.Require("data/bandgap/structures.jsonl.gz")).Take(40).Select(builder.Build).ToArray();
        using var one = new CrystalPredictor(model);
        using var two = new CrystalPredictor(model, threads: 2);
        var together = Values(two, graphs);
        together.ShouldBe(Values(one, graphs));
        for (var i = 0; i < graphs.Length; i++)
            Values(one, graphs[i])[0].ShouldBe(together[i], 1e-5);
    }

    [Theory]
    [InlineData("formation-energy-per-atom", "eV/atom", -10, 5)]
    [InlineData("semi-metal-classification", "1", 0, 1)]
    public void Predict_OtherPublishedNetworks_AreInTheirRange(string name, string unit, double low, double high)
    {
        var model = CgcnnCheckpoint.Read(SharedData.Require($"reference/bandgap/weights/cgcnn-{name}.safetensors"));
        var builder = model.NewInputBuilder();
        var graphs = StructureReader.Read(SharedData.Require("data/bandgap/structures.jsonl.gz")).Take(100).Select(builder.Build).ToArray();
        using var predictor = new CrystalPredictor(model);
        model.Unit.ShouldBe(unit);
        Values(predictor, graphs).ShouldAllBe(value => value >= low && value <= high);
    }

    private static double[] Values(CrystalPredictor predictor, params CrystalInput[] crystals) =>
        Array.ConvertAll(predictor.Predict(crystals), answer => answer.Value);

    private static double Deviation(IReadOnlyList<float> own, JsonElement expected) => Deviation(own, Flat(expected));

    private static double Deviation(IReadOnlyList<float> own, IReadOnlyList<float> expected) =>
        own.Count == expected.Count ? own.Zip(expected, (a, b) => Math.Abs(a - b)).Max() : double.PositiveInfinity;

    private static float[] Flat(JsonElement values) =>
        values.ValueKind == JsonValueKind.Array ? [.. values.EnumerateArray().SelectMany(Flat)] : [values.GetSingle()];

    /// <summary>Rows of the first site's edges, in the order of neighbour and distance: the order within a shell is anybody's.</summary>
    private static float[] ByDistance(float[] rows, CrystalGraph graph) =>
        [
            .. Enumerable
                .Range(0, 12)
                .OrderBy(e => MathF.Round(graph.DistancesAngstrom[e], 4))
                .ThenBy(e => graph.Neighbours[e])
                .SelectMany(e => rows[(e * 128)..((e + 1) * 128)]),
        ];

    private static float[] ByDistance(JsonElement detail, string name)
    {
        var (rows, distances, neighbours) = (
            detail.GetProperty(name),
            detail.GetProperty("nbr_dist_A")[0],
            detail.GetProperty("nbr_idx")[0]
        );
        return
        [
            .. Enumerable
                .Range(0, 12)
                .OrderBy(e => MathF.Round(distances[e].GetSingle(), 4))
                .ThenBy(e => neighbours[e].GetInt32())
                .SelectMany(e => Flat(rows[e])),
        ];
    }
}

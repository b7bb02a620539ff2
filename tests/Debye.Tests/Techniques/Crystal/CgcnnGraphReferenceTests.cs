using System.Text.Json;
using Debye.Crystals;
using Debye.Crystals.Neighbours;
using Debye.Techniques.Crystal;
using Debye.TestSupport;

namespace Debye.Tests.Techniques.Crystal;

/// <summary>The graphs of CGCNN's own code (with pymatgen), for three crystals without ties at the cut.</summary>
public sealed class CgcnnGraphReferenceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Build_ReferenceCrystal_HasTheReferenceEdges(int number)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedData.Require("reference/bandgap/cgcnn_pretrained_bandgap.json")));
        var detail = document.RootElement.GetProperty("detail")[number];
        var graph = new CrystalGraphBuilder(CrystalOptions.Cgcnn).Build(StructureJsonLines.Parse(detail.GetRawText(), "detail", 1));
        for (var i = 0; i < graph.Sites; i++)
        {
            var own = graph.DistancesAngstrom[graph.Offsets[i]..graph.Offsets[i + 1]].ToArray();
            own.ShouldBe(detail.GetProperty("nbr_dist_A")[i].EnumerateArray().Select(value => value.GetSingle()), 1e-6f);
            Places(graph, i).ShouldBe(Places(detail, i), ignoreOrder: true);
        }
    }

    private static List<(int, CellImage)> Places(CrystalGraph graph, int site) =>
        [
            .. Enumerable
                .Range(graph.Offsets[site], graph.Offsets[site + 1] - graph.Offsets[site])
                .Select(e => (graph.Neighbours[e], graph.Images[e])),
        ];

    private static List<(int, CellImage)> Places(JsonElement detail, int site) =>
        [
            .. detail
                .GetProperty("nbr_idx")[site]
                .EnumerateArray()
                .Zip(
                    detail.GetProperty("nbr_image")[site].EnumerateArray(),
                    (index, image) => (index.GetInt32(), new CellImage(image[0].GetInt32(), image[1].GetInt32(), image[2].GetInt32()))
                ),
        ];
}

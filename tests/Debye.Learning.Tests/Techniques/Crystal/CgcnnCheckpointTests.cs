using Debye.Learning.Techniques.Crystal;
using Debye.Techniques.Crystal;
using Debye.Tensors;

namespace Debye.Learning.Tests.Techniques.Crystal;

/// <summary>Files in the layout of CGCNN's own code, made here; the published ones are tested where they are at hand.</summary>
public sealed class CgcnnCheckpointTests : IDisposable
{
    private const string Facts =
        """{"n_conv":1,"atom_fea_len":4,"h_fea_len":5,"n_h":2,"max_num_nbr":6,"radius":4,"step":0.5"""
        + ""","task":"regression","mean":1.5,"std":2}""";
    private readonly string _folder = Directory.CreateTempSubdirectory("debye-cgcnn").FullName;

    private string Weights => Path.Combine(_folder, "my-band-gap.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_WellFormed_HasItsShapeAndMeaning()
    {
        Write(Facts, Tensors());
        var model = CgcnnCheckpoint.Read(Weights);
        model.Property.ShouldBe("bandGap");
        model.Unit.ShouldBe("eV");
        model.Members[0].Scale.ShouldBe(new TargetScale(1.5, 2));
        model.Graph.ShouldBe(
            new CrystalOptions
            {
                Neighbours = 6,
                RadiusAngstrom = 4,
                Rule = NeighbourRule.Padded,
            }
        );
        model
            .Members[0]
            .Network!.Description.ShouldBe(
                new CrystalNetworkDescription
                {
                    ElementFeatures = 3,
                    Channels = 4,
                    Convolutions = 1,
                    Gaussians = 9,
                    GaussianStepAngstrom = 0.5,
                    Hidden = 5,
                    HiddenLayers = 2,
                }
            );
    }

    [Fact]
    public void Read_DenseLayer_IsCutAtTheRightPlaces()
    {
        var tensors = Tensors();
        float[] weight = [.. Enumerable.Range(0, 8 * 17).Select(i => (float)i)];
        tensors["convs.0.fc_full.weight"] = SafeTensor.From(weight, 8, 17);
        Write(Facts, tensors);
        var own = CgcnnCheckpoint
            .Read(Weights)
            .Members[0]
            .Network!.NamedTensors()
            .ToDictionary(pair => pair.Name, pair => pair.Value.Span.ToArray());
        own["convolution0.centre.weight"][..2].ShouldBe([0, 17]);
        own["convolution0.neighbour.weight"][..2].ShouldBe([4, 21]);
        own["convolution0.edge.weight"][^1].ShouldBe(8 * 17 - 1);
    }

    [Theory]
    [InlineData("\"n_conv\":1", "\"n_conv\":2", "array 'convs.1.fc_full.weight' is missing")]
    [InlineData("\"atom_fea_len\":4", "\"atom_fea_len\":5", "expected")]
    [InlineData("\"radius\":4", "\"radius\":-4", "my-band-gap.json: no description of a CGCNN network: the radius is -4 Å")]
    [InlineData("\"radius\":4", "\"radius\":\"4\"", "my-band-gap.json: no description of a CGCNN network")]
    [InlineData("\"std\":2", "\"std\":0", "no scale")]
    [InlineData("\"mean\":1.5,", "", "my-band-gap.json: no description of a CGCNN network")]
    [InlineData("\"max_num_nbr\":6", "\"max_num_nbr\":1e300", "my-band-gap.json: no description of a CGCNN network")]
    [InlineData("\"step\":0.5", "\"step\":0", "my-band-gap.json: no description of a CGCNN network")]
    [InlineData("{", "[", "my-band-gap.json: no description of a CGCNN network")]
    public void Read_DamagedFacts_SayWhere(string from, string to, string expected)
    {
        Write(Facts.Replace(from, to, StringComparison.Ordinal), Tensors());
        var message = Should.Throw<DataFormatException>(() => CgcnnCheckpoint.Read(Weights)).Message;
        message.ShouldContain(expected);
        message.ShouldNotContain("\n");
    }

    [Fact]
    public void Read_MissingFiles_SayWhich()
    {
        Should
            .Throw<DataFormatException>(() => CgcnnCheckpoint.Read(Weights))
            .Message.ShouldContain("my-band-gap.json: the description of the network is missing");
        Write(Facts, Tensors());
        File.Delete(Path.Combine(_folder, "atom_init.json"));
        Should
            .Throw<DataFormatException>(() => CgcnnCheckpoint.Read(Weights))
            .Message.ShouldContain("atom_init.json: the table of element features is missing");
        File.Delete(Weights);
        Should.Throw<DataFormatException>(() => CgcnnCheckpoint.Read(Weights)).Message.ShouldContain("my-band-gap.safetensors");
    }

    [Theory]
    [InlineData("""{"ones":{"1":[3]}}""", "place 3")]
    [InlineData("""{"ones":{"0":[1]}}""", "'0' is no atomic number")]
    [InlineData("""{"6":[1,2]}""", "expected 3 numbers")]
    [InlineData("""{"6":7}""", "no table")]
    [InlineData("[]", "no table")]
    public void Read_DamagedElementTable_SaysWhere(string table, string expected)
    {
        Write(Facts, Tensors());
        File.WriteAllText(Path.Combine(_folder, "atom_init.json"), table);
        Should.Throw<DataFormatException>(() => CgcnnCheckpoint.Read(Weights)).Message.ShouldContain(expected);
    }

    [Fact]
    public void Read_BothFormsOfTheElementTable_AreTheSame()
    {
        Write(Facts, Tensors());
        var places = Elements();
        File.WriteAllText(Path.Combine(_folder, "atom_init.json"), """{"1":[1,0,0],"6":[0,1,1]}""");
        Elements().ShouldBe(places);

        float[] Elements() =>
            CgcnnCheckpoint.Read(Weights).Members[0].Network!.NamedBuffers().First(pair => pair.Name == "elements").Value.Span.ToArray();
    }

    private void Write(string facts, Dictionary<string, SafeTensor> tensors)
    {
        File.WriteAllText(Path.ChangeExtension(Weights, ".json"), facts);
        File.WriteAllText(Path.Combine(_folder, "atom_init.json"), """{"length":3,"ones":{"1":[0],"6":[1,2]}}""");
        SafeTensors.Write(Weights, tensors);
    }

    private static Dictionary<string, SafeTensor> Tensors()
    {
        var (random, tensors) = (new RandomStream(3), new Dictionary<string, SafeTensor>(StringComparer.Ordinal));
        Add("embedding.weight", 4, 3);
        Add("embedding.bias", 4);
        Add("convs.0.fc_full.weight", 8, 17);
        Add("convs.0.fc_full.bias", 8);
        foreach (var part in (string[])["weight", "bias", "running_mean", "running_var"])
        {
            Add("convs.0.bn1." + part, 8);
            Add("convs.0.bn2." + part, 4);
        }

        Add("conv_to_fc.weight", 5, 4);
        Add("conv_to_fc.bias", 5);
        Add("fcs.0.weight", 5, 5);
        Add("fcs.0.bias", 5);
        Add("fc_out.weight", 1, 5);
        Add("fc_out.bias", 1);
        return tensors;

        void Add(string name, params int[] shape)
        {
            var values = new float[shape.Aggregate(1, (a, b) => a * b)];
            random.FillUniform(1, values);
            tensors[name] = SafeTensor.From(values, shape);
        }
    }
}

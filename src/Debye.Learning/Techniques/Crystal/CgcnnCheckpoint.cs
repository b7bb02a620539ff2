using System.Text.Json;
using Debye.Techniques.Crystal;
using Debye.Tensors;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>
/// Reads networks that were trained with CGCNN's own code: X.safetensors with its tensors, X.json and atom_init.json beside it.
/// </summary>
/// <remarks>
/// X.json holds n_conv, atom_fea_len, h_fea_len, n_h, max_num_nbr, radius (Å), step (Å), task, mean and std. Graphs are made as by that
/// code, with false edges where a site has too few neighbours. Source of the format: https://github.com/txie-93/cgcnn (MIT).
/// </remarks>
public static class CgcnnCheckpoint
{
    /// <summary>Reads a network.</summary>
    /// <param name="path">The safetensors file.</param>
    /// <exception cref="DataFormatException">A file is missing, damaged, or of another shape; the message says which and where.</exception>
    public static CrystalModel Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var facts = ReadFacts(Path.ChangeExtension(path, ".json"));
        try
        {
            var tensors = SafeTensors.Read(File.ReadAllBytes(path)).Tensors;
            var description = facts.Description with { ElementFeatures = (int)Tensor(tensors, "embedding.weight", 2).Shape[1] };
            description.Validate();
            var elements = CgcnnElements.Read(
                Path.Combine(Path.GetDirectoryName(path) ?? "", CgcnnElements.FileName),
                description.ElementFeatures
            );
            var network = new CgcnnNetwork(description, elements, new RandomStream(1), new RandomStream(2));
            var named = Rename(tensors, description);
            named["elements"] = SafeTensor.From(elements, CrystalBatch.Elements, description.ElementFeatures);
            SafeTensors.LoadInto(named, network);
            network.Eval();
            var name = Path.GetFileNameWithoutExtension(path);
            var (property, unit) = facts.IsClassifier ? (CrystalModel.ClassProbability, "1") : Meaning(name);
            return new CrystalModel(
                name,
                property,
                unit,
                [new CrystalMember(CrystalMemberKind.Cgcnn, facts.Scale) { Network = network }],
                [1],
                facts.Graph
            );
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DataFormatException(path, 0, "no weights of a CGCNN network: " + problem.Message, problem);
        }
    }

    private sealed record Facts(CrystalNetworkDescription Description, CrystalOptions Graph, TargetScale Scale, bool IsClassifier);

    private static Facts ReadFacts(string path)
    {
        if (!File.Exists(path))
            throw new DataFormatException(path, 0, "the description of the network is missing beside the weights");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            var (radius, step) = (Number("radius"), Number("step"));
            var isClassifier = root.GetProperty("task").GetString() == "classification";
            var graph = new CrystalOptions
            {
                RadiusAngstrom = radius,
                Neighbours = (int)Number("max_num_nbr"),
                Rule = NeighbourRule.Padded,
            };
            graph.Validate();
            var description = new CrystalNetworkDescription
            {
                Channels = (int)Number("atom_fea_len"),
                Convolutions = (int)Number("n_conv"),
                Hidden = (int)Number("h_fea_len"),
                HiddenLayers = (int)Number("n_h"),
                Gaussians = GaussianBasis.UpTo(radius, step).Count,
                GaussianStepAngstrom = step,
                Outputs = isClassifier ? 2 : 1,
                Dropout = isClassifier ? 0.5 : 0,
            };
            description.Validate();
            var scale = new TargetScale(Number("mean"), Number("std"));
            if (!double.IsFinite(scale.Mean) || !(scale.StandardDeviation > 0))
                throw new FormatException(Invariant($"mean {scale.Mean} and std {scale.StandardDeviation} are no scale"));
            return new Facts(description, graph, scale, isClassifier);

            double Number(string name) => root.GetProperty(name).GetDouble();
        }
        catch (Exception problem)
            when (problem
                    is JsonException
                        or FormatException
                        or InvalidOperationException
                        or KeyNotFoundException
                        or IOException
                        or ArgumentException
            )
        {
            throw new DataFormatException(
                path,
                0,
                "no description of a CGCNN network: " + problem.Message.Split(" (Parameter")[0].Split(" Path:")[0],
                problem
            );
        }
    }

    /// <summary>From PyTorch's names and layout (out, in) to this engine's; the dense layer of a convolution in its three parts.</summary>
    private static Dictionary<string, SafeTensor> Rename(
        IReadOnlyDictionary<string, SafeTensor> tensors,
        CrystalNetworkDescription description
    )
    {
        var named = new Dictionary<string, SafeTensor>(StringComparer.Ordinal);
        Dense("embedding", "embedding");
        for (var i = 0; i < description.Convolutions; i++)
        {
            var (from, to, channels) = (Invariant($"convs.{i}"), Invariant($"convolution{i}"), description.Channels);
            var weight = Tensor(tensors, from + ".fc_full.weight", 2);
            named[to + ".centre.weight"] = Transposed(weight, 0, channels);
            named[to + ".neighbour.weight"] = Transposed(weight, channels, channels);
            named[to + ".edge.weight"] = Transposed(weight, 2 * channels, description.Gaussians);
            named[to + ".centre.bias"] = Tensor(tensors, from + ".fc_full.bias", 1);
            foreach (var (norm, own) in ((string, string)[])[("bn1", "gateNorm"), ("bn2", "sumNorm")])
            foreach (var part in (string[])["weight", "bias", "running_mean", "running_var"])
                named[$"{to}.{own}.{part}"] = Tensor(tensors, $"{from}.{norm}.{part}", 1);
        }

        Dense("conv_to_fc", "hidden0");
        for (var i = 1; i < description.HiddenLayers; i++)
            Dense(Invariant($"fcs.{i - 1}"), Invariant($"hidden{i}"));
        Dense("fc_out", "output");
        return named;

        void Dense(string from, string to)
        {
            var weight = Tensor(tensors, from + ".weight", 2);
            named[to + ".weight"] = Transposed(weight, 0, (int)weight.Shape[1]);
            named[to + ".bias"] = Tensor(tensors, from + ".bias", 1);
        }
    }

    private static SafeTensor Tensor(IReadOnlyDictionary<string, SafeTensor> tensors, string name, int rank) =>
        !tensors.TryGetValue(name, out var found) ? throw new InvalidDataException($"array '{name}' is missing")
        : found.Shape.Count != rank
            ? throw new InvalidDataException(Invariant($"array '{name}' has {found.Shape.Count} axes, expected {rank}"))
        : found;

    /// <summary>Columns [first, first + count) of a matrix, as rows.</summary>
    private static SafeTensor Transposed(SafeTensor matrix, int first, int count)
    {
        var (rows, columns, values) = ((int)matrix.Shape[0], (int)matrix.Shape[1], matrix.ToSingle());
        if (first + count > columns)
            throw new InvalidDataException(Invariant($"a matrix has {columns} columns, expected {first + count} or more"));
        var result = new float[count * rows];
        for (var r = 0; r < rows; r++)
        for (var c = 0; c < count; c++)
            result[c * rows + r] = values[r * columns + first + c];
        return SafeTensor.From(result, count, rows);
    }

    /// <summary>The files do not say what they predict; their names do.</summary>
    private static (string Property, string Unit) Meaning(string name) =>
        name.Contains("band-gap", StringComparison.OrdinalIgnoreCase) ? ("bandGap", "eV")
        : name.Contains("formation-energy", StringComparison.OrdinalIgnoreCase) ? ("formationEnergyPerAtom", "eV/atom")
        : ("property", "");
}

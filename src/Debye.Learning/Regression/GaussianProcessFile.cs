using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Debye.Learning.Baselines;
using Debye.Learning.Tables;
using Debye.Tensors;

namespace Debye.Learning.Regression;

/// <summary>
/// Reads and writes Gaussian processes: safetensors with kind, format version, shape and a SHA-256 of all else as metadata.
/// </summary>
internal static class GaussianProcessFile
{
    private const string Kind = "gaussian-process";
    private const int Version = 1;

    public static void Write(string path, GaussianProcessState state)
    {
        ArgumentNullException.ThrowIfNull(path);
        var (rows, columns) = (state.NoiseShares.Length, state.Standardisation.Mean.Length);
        var (parameters, groups) = (state.Parameters, state.Kernel.GroupColumns);
        var tensors = new Dictionary<string, SafeTensor>(StringComparer.Ordinal)
        {
            ["inputs"] = SafeTensor.From(state.Inputs, rows, columns),
            ["featureMean"] = SafeTensor.From(state.Standardisation.Mean, columns),
            ["featureFactor"] = SafeTensor.From(state.Standardisation.Factor, columns),
            ["noiseShares"] = SafeTensor.From(state.NoiseShares, rows),
            ["weights"] = SafeTensor.From(state.Weights, rows),
            ["values"] = SafeTensor.From([state.Mean, state.Deviation, state.LogLikelihood], 3),
            ["groupSizes"] = SafeTensor.From([.. groups.Select(group => (long)group.Length)], groups.Count),
            ["groupColumns"] = SafeTensor.From(
                [.. groups.SelectMany(group => group).Select(column => (long)column)],
                groups.Sum(group => group.Length)
            ),
            ["variances"] = SafeTensor.From([.. parameters.Variances], groups.Count),
            ["lengthScales"] = SafeTensor.From([.. parameters.LengthScales], groups.Count),
            ["linearAndNoise"] = SafeTensor.From([parameters.LinearVariance, parameters.NoiseVariance], 2),
        };
        var shape = state.Kernel.Shape.ToString();
        SafeTensors.Write(
            path,
            tensors,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["kind"] = Kind,
                ["format"] = Version.ToString(CultureInfo.InvariantCulture),
                ["shape"] = shape,
                ["sha256"] = Digest(tensors, shape),
            }
        );
    }

    public static GaussianProcessState Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            var (tensors, metadata) = SafeTensors.Read(File.ReadAllBytes(path));
            Require(Text("kind") == Kind, "it is no Gaussian process");
            Require(
                int.TryParse(Text("format"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0,
                "it names no format version"
            );
            Require(
                version <= Version,
                Invariant($"format version {version} is newer than {Version}, the newest this program reads: update Debye")
            );
            Require(Text("sha256") == Digest(tensors, Text("shape")), "it is damaged: its checksum is wrong");
            Require(
                Enum.TryParse<GaussianProcessShape>(Text("shape"), out var shape) && Enum.IsDefined(shape),
                $"shape '{Text("shape")}' is unknown"
            );
            SafeTensors.RequireFinite(tensors);
            return ToState(tensors, shape);

            string Text(string name) =>
                metadata.TryGetValue(name, out var text) ? text : throw new InvalidDataException($"it has no {name}");
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or ArgumentException or UnauthorizedAccessException)
        {
            throw new DataFormatException(path, 0, "the Gaussian process cannot be read: " + problem.Message, problem);
        }
    }

    private static GaussianProcessState ToState(IReadOnlyDictionary<string, SafeTensor> tensors, GaussianProcessShape shape)
    {
        var (inputs, sizes) = (Get("inputs"), Get("groupSizes").ToInt64());
        Require(inputs.Shape is [> 1 and <= GaussianProcess.MostRows, > 0] && sizes.Length > 0, "its sizes are impossible");
        var (rows, columns) = ((int)inputs.Shape[0], (int)inputs.Shape[1]);
        var (members, at) = (Get("groupColumns").ToInt64(), 0);
        Require(
            sizes.All(size => size > 0) && sizes.Sum() == members.Length && members.All(column => column >= 0 && column < columns),
            "its groups of columns are impossible"
        );
        var groups = new int[sizes.Length][];
        for (var g = 0; g < groups.Length; at += groups[g++].Length)
            groups[g] = [.. members.AsSpan(at, (int)sizes[g]).ToArray().Select(column => (int)column)];
        var (values, kernel) = (Doubles("values", 3), Doubles("linearAndNoise", 2));
        var parameters = new GaussianProcessParameters(
            Doubles("variances", groups.Length),
            Doubles("lengthScales", groups.Length),
            kernel[0],
            kernel[1]
        );
        parameters.Validate(groups.Length);
        var standardisation = new Standardisation(Doubles("featureMean", columns), Doubles("featureFactor", columns));
        return new GaussianProcessState(
            new GaussianProcessKernel(shape, groups, columns),
            standardisation,
            inputs.ToSingle(),
            Doubles("noiseShares", rows),
            values[0],
            values[1]
        )
        {
            Parameters = parameters,
            Weights = Doubles("weights", rows),
            LogLikelihood = values[2],
        };

        SafeTensor Get(string name) =>
            tensors.TryGetValue(name, out var tensor) ? tensor : throw new InvalidDataException($"array '{name}' is missing");

        double[] Doubles(string name, int length)
        {
            var numbers = Get(name).ToDouble();
            Require(numbers.Length == length, Invariant($"array '{name}' has {numbers.Length} numbers, expected {length}"));
            return numbers;
        }
    }

    /// <summary>SHA-256 of names, types, shapes and bytes of all arrays, and of the shape.</summary>
    private static string Digest(IReadOnlyDictionary<string, SafeTensor> tensors, string shape)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(shape));
        foreach (var (name, tensor) in tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {tensor.Type} {string.Join(' ', tensor.Shape)}\n"));
            hash.AppendData(tensor.Bytes.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidDataException(otherwise);
    }
}

using System.Buffers.Binary;
using Debye.Learning.Techniques.Crystal;
using Debye.Learning.Techniques.Pdf;
using Debye.Learning.Techniques.Spectra.Images;
using Debye.Learning.Techniques.Xrd;
using Debye.Learning.Trees;
using Debye.Tensors;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Packages;

/// <summary>A package whose weights are not all finite numbers is refused, with the file and the array.</summary>
public sealed class NonFiniteWeightTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("debye-weights").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string, bool> Packages() =>
        new()
        {
            { "xrd-spacegroup", "model.safetensors", true },
            { "xrd-spacegroup", "model.safetensors", false },
            { "pdf-spacegroup", "model-2.safetensors", true },
            { "crystal-bandgap-dft", "model-0.safetensors", false },
            { "spectra-base", "model.safetensors", true },
        };

    [Theory]
    [MemberData(nameof(Packages))]
    public void Load_WeightThatIsNotFinite_RefusesFileAndArray(string model, string file, bool isNaN)
    {
        foreach (var path in Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "models", model)))
            File.Copy(path, Path.Combine(_folder, Path.GetFileName(path)));
        FirstFormat.Of(_folder);
        var array = Damage(Path.Combine(_folder, file), isNaN ? Half.NaN : Half.PositiveInfinity);
        var message = Should.Throw<DataFormatException>(() => Load(model)).Message;
        message.ShouldContain(file);
        message.ShouldContain($"'{array}'");
        message.ShouldContain("finite");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Load_TreesWithALeafThatIsNotFinite_RefusesTheFile(float leaf)
    {
        var path = Path.Combine(_folder, "model.trees");
        var trees = new TreeEnsemble(
            1,
            1,
            1,
            [0],
            [TreeNode.Split(0, 0, missingLeft: false, 1), TreeNode.End(0), TreeNode.End(1)],
            [2, 1, 1],
            [1, 0, 0],
            [1, leaf]
        );
        new RegressionForest(trees, null).Save(path);
        var message = Should.Throw<DataFormatException>(() => TreeModel.Load(path)).Message;
        message.ShouldContain("model.trees");
        message.ShouldContain("finite");
    }

    private void Load(string model)
    {
        switch (model)
        {
            case "xrd-spacegroup":
                XrdIdentifier.Load(_folder).Dispose();
                break;
            case "pdf-spacegroup":
                PdfIdentifier.Load(_folder).Dispose();
                break;
            case "spectra-base":
                SpectrumImageBase.Load(_folder, 600);
                break;
            default:
                CrystalModelPackage.Load(_folder);
                break;
        }
    }

    /// <summary>Replaces the last number of an array; returns the array's name.</summary>
    private static string Damage(string path, Half value)
    {
        var arrays = new Dictionary<string, SafeTensor>(SafeTensors.Read(path), StringComparer.Ordinal);
        var (name, array) = arrays.First(item => item.Value.Type is "F16" or "F32");
        var bytes = array.Bytes.ToArray();
        if (array.Type == "F16")
            BinaryPrimitives.WriteHalfLittleEndian(bytes.AsSpan(^2..), value);
        else
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(^4..), (float)value);
        arrays[name] = array with { Bytes = bytes };
        SafeTensors.Write(path, arrays);
        return name;
    }
}

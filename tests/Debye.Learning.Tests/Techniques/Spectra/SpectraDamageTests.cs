using System.Text;
using Debye.Learning.Networks;
using Debye.Learning.OpenSet;
using Debye.Learning.Techniques.Spectra;
using Debye.Learning.Techniques.Spectra.Classifiers;
using Debye.Numerics;
using Debye.Techniques.Spectra;

namespace Debye.Learning.Tests.Techniques.Spectra;

/// <summary>
/// Whatever happens to the bytes of a package or a recipe, reading it ends in an answer or in one line that names the file.
/// </summary>
public sealed class SpectraDamageTests : IDisposable
{
    private const int Rounds = 200;

    private readonly string _folder = Directory.CreateTempSubdirectory("debye-damage-").FullName;

    private static Dictionary<string, SpectrumClassifierOptions> Kinds { get; } =
        new(StringComparer.Ordinal)
        {
            ["boosting"] = new BoostingClassifierOptions { Rounds = 2 },
            ["mini-rocket"] = new MiniRocketSpectrumOptions { Features = 84 },
            ["nearest-neighbours"] = new NeighbourClassifierOptions(),
            ["network"] = new NetworkClassifierOptions
            {
                Network = new() { Stages = [new(2, 4, 2, 2)], Head = Debye.Learning.Networks.NetworkHead.Pooling },
                Training = new()
                {
                    Steps = 2,
                    BatchSize = 8,
                    ValidateEvery = 2,
                    LabelSmoothing = 0,
                },
            },
            ["pls-discriminant"] = new PlsClassifierOptions { Components = 2 },
            ["ridge"] = new RidgeSpectrumOptions(),
        };

    public static TheoryData<string> Names() => new(Kinds.Keys);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_DamagedPackage_IsRefusedByNameOrAnswers(string kind)
    {
        var spectra = LineSpectra.Make(2, 2);
        var files = Package(kind);
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new RandomSource((ulong)seed);
            var name = files.Keys.ElementAt(random.NextInt(files.Count));
            File.WriteAllBytes(Path.Combine(_folder, name), Damaged(files[name], ref random));
            ShouldEndWell(() => Answers(SpectraModelPackage.Load(_folder), spectra), _folder, $"seed {seed}, {name}");
            File.WriteAllBytes(Path.Combine(_folder, name), files[name]);
        }

        SpectraModelPackage.Load(_folder).Labels.Count.ShouldBe(3);
    }

    [Fact]
    public void Read_DamagedRecipe_IsRefusedByNameOrValid()
    {
        var path = Path.Combine(_folder, "recipe.json");
        var recipes = Directory
            .GetFiles(Path.Combine(Debye.TestSupport.SharedData.RepositoryRoot, "recipes"), "spectra-*.json")
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes)
            .ToArray();
        for (var seed = 0; seed < 5 * Rounds; seed++)
        {
            var random = new RandomSource((ulong)seed);
            File.WriteAllBytes(path, Damaged(recipes[random.NextInt(recipes.Length)], ref random));
            ShouldEndWell(() => SpectraRecipe.Read(path).Validate(), path, $"seed {seed}");
        }
    }

    private static void ShouldEndWell(Action read, string path, string where)
    {
        try
        {
            read();
        }
        catch (DataFormatException problem)
        {
            (
                problem.Message.Contains(path, StringComparison.Ordinal) && !problem.Message.Contains('\n', StringComparison.Ordinal)
            ).ShouldBeTrue($"{where}: {problem.Message}");
        }
        catch (Exception problem) when (problem is not ShouldAssertException)
        {
            Assert.Fail($"{where}: {problem}");
        }
    }

    /// <summary>A model that could be read answers, or says in one sentence why the spectra do not fit it.</summary>
    private static void Answers(SpectraModel model, MaterialSpectrum[] spectra)
    {
        try
        {
            model.Identify(spectra, new SpectraIdentifyOptions()).Count.ShouldBe(spectra.Length);
        }
        catch (ArgumentException problem)
        {
            problem.Message.ShouldNotBeEmpty();
        }
    }

    private Dictionary<string, byte[]> Package(string kind)
    {
        var recipe = SpectraModelTests.Recipe(Kinds[kind]) with
        {
            Folds = 2,
            Gate = new SpectraGateOptions
            {
                Detector = new NearestNeighbourOptions { Significance = 0.01 },
                Preprocessing = SpectraModelTests.Recipe(Kinds[kind]).Members[0].Preprocessing,
            },
        };
        var train = LineSpectra.Make(6, 1);
        var model = SpectraTraining
            .Fit(recipe, train, ["clay", "lime", "sand"], "model", new SpectrumTrainingContext(1, 1, CancellationToken.None))
            .Model;
        SpectraModelPackage.Save(
            _folder,
            recipe,
            model,
            new SpectraTrainingReport
            {
                Spectra = new Dictionary<string, int>(StringComparer.Ordinal),
                Accuracy = null,
                NegativeLogLikelihood = null,
                Members = [],
                Split = "none",
                Warnings = [],
            }
        );
        string[] parts =
        [
            "config.json",
            "member-0.pipeline.json",
            "gate.json",
            "gate.pipeline.json",
            "background.safetensors",
            .. Directory.GetFiles(_folder, "member-0.*").Select(file => Path.GetFileName(file)),
        ];
        return parts
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(name => name, name => File.ReadAllBytes(Path.Combine(_folder, name)), StringComparer.Ordinal);
    }

    /// <summary>Bytes with some changed, cut out, or replaced by what text formats stumble over.</summary>
    private static byte[] Damaged(byte[] whole, ref RandomSource random)
    {
        // What matters stands at the beginning of most files: half of the damage goes there.
        var place = random.NextInt(random.NextBool(0.5) ? Math.Min(whole.Length, 400) : whole.Length);
        var length = Math.Min(1 + random.NextInt(12), whole.Length - place);
        string[] texts = ["null", "-1", "0", "1e999", "99999999999", "[]", "{}", "\"\"", "true", "NaN", "7", "9", "99", "\uFEFF"];
        switch (random.NextInt(5))
        {
            case 0:
                return whole[..place];
            case 1:
                return [.. whole[..place], .. whole[(place + length)..]];
            case 2:
                var changed = whole.ToArray();
                for (var i = 0; i < length; i++)
                    changed[place + i] = (byte)random.NextInt(256);
                return changed;
            case 3:
                return OtherToken(whole, place, texts[random.NextInt(texts.Length)]);
            default:
                var bit = whole.ToArray();
                bit[place] ^= (byte)(1 << random.NextInt(8));
                return bit;
        }
    }

    /// <summary>The number or word at or behind a place replaced, so that the text often stays well formed.</summary>
    private static byte[] OtherToken(byte[] whole, int place, string text)
    {
        static bool IsWord(byte value) =>
            char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'.' or (byte)'"' or (byte)'_';
        var start = place;
        while (start < whole.Length && !IsWord(whole[start]))
            start++;
        while (start > 0 && start <= whole.Length && IsWord(whole[start - 1]))
            start--;
        var end = start;
        while (end < whole.Length && IsWord(whole[end]))
            end++;
        // Binary files keep their length: a header that is longer than announced would be all that is ever tested.
        var isBinary = whole.AsSpan().Contains((byte)0);
        if (isBinary && text.Length > end - start)
            return whole;
        return [.. whole[..start], .. Encoding.UTF8.GetBytes(isBinary ? text.PadRight(end - start) : text), .. whole[end..]];
    }
}

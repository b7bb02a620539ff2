using System.CommandLine;
using Debye.Learning.Packages.Hub;

namespace Debye.Cli.Shell;

/// <summary>What the commands of <c>debye model</c> share.</summary>
internal static class ModelArguments
{
    /// <summary>Lines of help about addresses and tokens.</summary>
    public static readonly string[] Notes =
    [
        "An address is hf://owner/name or hf://owner/name@revision (Hugging Face hub), https://host/path/ (a web folder with a",
        "manifest.json), or else a folder of this machine.",
        "Tokens are read from the environment and never stored or shown: HF_TOKEN (or DEBYE_HUB_TOKEN) for the hub,",
        "DEBYE_WEB_TOKEN for the web host in DEBYE_WEB_HOST. HF_ENDPOINT names another hub.",
    ];

    /// <summary>An address; a wrong one is a wrong command line.</summary>
    public static Argument<string> Address(string what)
    {
        var argument = Options.Path("ADDRESS", what);
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (Problem(token.Value) is { } problem)
                    result.AddError(problem);
        });
        return argument;
    }

    /// <summary>What is wrong with an address; null if nothing is.</summary>
    public static string? Problem(string? address)
    {
        if (address is null)
            return null;
        try
        {
            ModelAddress.Parse(address);
            return null;
        }
        catch (ArgumentException problem)
        {
            return problem.Message.Split(" (Parameter '")[0];
        }
    }

    /// <summary>Runs an action with an exchange configured by the environment.</summary>
    public static T With<T>(Session session, Func<ModelExchange, Task<T>> work)
    {
        using var exchange = new ModelExchange(ExchangeOptions.FromEnvironment(), session.Say);
        return work(exchange).GetAwaiter().GetResult();
    }
}
